package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entity tags and ranges on the routes of the API. */
final class ConditionalRequestsTest extends ApiScene {
    /** Paths of all routes whose responses have an entity tag. */
    private List<String> tagged() {
        publish("poster", "poster.jpg", "a picture");
        String file = get("/v1/renditions/poster" + PATH).headers().get("Location");
        publish("hls", "master.m3u8", "#EXTM3U\n");
        return List.of(
                "/v1/profiles",
                "/v1/openapi.json",
                "/v1/renditions/hls" + PATH,
                "/v1/streams/hls" + PATH + "/master.m3u8",
                file);
    }

    @Test
    void matchingEntityTagGetsNotModifiedWithHeaders() {
        for (String path : tagged()) {
            ApiResponse whole = get(path);
            String tag = whole.headers().get("ETag");
            String opaque = tag.replaceFirst("^W/", "");
            for (String known : List.of(tag, opaque, "W/" + opaque, "*", "\"x\", " + tag, "\"x,y\",W/" + opaque)) {
                for (String method : List.of("GET", "HEAD")) {
                    ApiResponse again = send(method, path, "if-none-match", known);
                    assertThat(again.status()).as(path + " " + known).isEqualTo(304);
                    assertThat(again.body()).isEqualTo(new ApiResponse.Nothing());
                    assertThat(again.headers())
                            .containsEntry("ETag", tag)
                            .containsEntry("Cache-Control", whole.headers().get("Cache-Control"))
                            .doesNotContainKeys("Content-Type", "Content-Range");
                }
            }
            assertThat(get(path, "if-none-match", "\"x\"")).as(path).isEqualTo(whole);
        }
    }

    /** RFC 9110, 13.2.2: the range is evaluated last. */
    @Test
    void entityTagIsEvaluatedBeforeTheRange() {
        String file = tagged().get(4);
        String tag = get(file).headers().get("ETag");
        for (String range : List.of("bytes=0-1", "bytes=99-")) {
            ApiResponse known = get(file, "range", range, "if-none-match", tag);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.headers())
                    .containsEntry("Cache-Control", "private, max-age=31536000, immutable")
                    .doesNotContainKey("Content-Range");
        }
        assertThat(get(file, "range", "bytes=0-1", "if-none-match", "\"x\"").status())
                .isEqualTo(206);
        assertThat(get(file, "range", "bytes=99-", "if-none-match", "\"x\"").headers())
                .containsEntry("ETag", tag)
                .containsEntry("Content-Range", "bytes */9");
    }
}

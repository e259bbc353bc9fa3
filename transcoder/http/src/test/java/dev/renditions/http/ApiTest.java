package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.segment.SegmentCount;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.testing.ResultForm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiTest extends ApiScene {
    private static final String POSTER = "/v1/renditions/poster" + PATH;

    @Test
    void redirectsToTheFile() {
        publish("poster", "poster.jpg", "a picture");
        ApiResponse answer = get(POSTER);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers())
                .containsEntry("Renditions-Outcome", "hit")
                .containsEntry("Vary", "Accept")
                .containsEntry("Cache-Control", "private, max-age=60");
        ApiResponse file = get(answer.headers().get("Location"));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers()).containsEntry("Content-Type", "image/jpeg");
        assertThat(((ApiResponse.FilePart) file.body()).file()).hasContent("a picture");
    }

    @Test
    void describesTheRenditionAsJson() {
        publish("poster", "poster.jpg", "a picture");
        JsonNode answer = json(get(POSTER, "accept", "application/json"));
        assertThat(answer.path("state").asText()).isEqualTo("ready");
        assertThat(answer.path("source").asText()).isEqualTo("s3://uploads/" + KEY);
        assertThat(answer.path("bytes").asLong()).isEqualTo(9);
        assertThat(answer.path("savedSeconds").asDouble()).isEqualTo(1.5);
        assertThat(answer.path("urlsEnd").asText()).isEqualTo("2026-05-01T01:00:00Z");
        assertThat(get(answer.path("url").asText()).status()).isEqualTo(200);
        assertThat(answer.path("files")).hasSize(1);
    }

    @Test
    void jsonHasTheFieldsOfEveryResult() {
        StoredRendition stored = publish("hls", "master.m3u8", "#EXTM3U\n");
        setStatus("hls", new RenditionStatus.Ready(stored.manifest().key(), stored.location(), ResultForm.LADDER));
        ObjectNode answer = (ObjectNode) json(get("/v1/renditions/hls" + PATH, "accept", "application/json"));
        assertThat(answer.path("source").asText()).isEqualTo("s3://uploads/" + KEY);
        ResultForm.assertForCaller(
                answer.put("source", ResultForm.LADDER.source()), Set.of("state", "url", "urlsEnd", "files", "tracks"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -                                               | 302
            image/webp,image/*;q=0.8,*/*;q=0.5              | 302
            application/json                                | 200
            APPLICATION/JSON; charset=utf-8                 | 200
            application/json, text/plain, */*               | 200
            application/json;q=0.1, */*;q=0.5               | 302
            application/json;q=0, */*                       | 302
            application/json;q=0                            | 302
            application/json;q=7                            | 302
            text/html                                       | 302
            ,;,=;q                                          | 302
            """)
    void acceptHeaderSelectsTheForm(String accept, int status) {
        publish("poster", "poster.jpg", "a picture");
        ApiResponse answer = accept == null ? get(POSTER) : get(POSTER, "accept", accept);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void ignoresHugeAcceptHeaders() {
        publish("poster", "poster.jpg", "a picture");
        String huge = "a/b;q=0.1,".repeat(100_000) + "application/json";
        assertThat(get(POSTER, "accept", huge, "if-none-match", huge, "range", huge, "origin", huge)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void sendsNotModifiedUntilTheLinksAgeTooMuch() {
        publish("poster", "poster.jpg", "a picture");
        String tag = get(POSTER, "accept", "application/json").headers().get("ETag");
        assertThat(tag).startsWith("W/\"");
        clock.move(Duration.ofMinutes(29));
        for (String known : new String[] {tag, "\"x\", " + tag, tag.substring(2), "*"}) {
            ApiResponse again = get(POSTER, "accept", "application/json", "if-none-match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body().length()).isZero();
            assertThat(again.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Type");
        }
        assertThat(get(POSTER, "accept", "application/json", "if-none-match", "\"x\"")
                        .status())
                .isEqualTo(200);
        clock.move(Duration.ofMinutes(2));
        assertThat(get(POSTER, "accept", "application/json", "if-none-match", tag)
                        .status())
                .as("half of its links' lifetime has passed")
                .isEqualTo(200);
    }

    @Test
    void startsAMissingRenditionAndReportsProgress() {
        onDemand.made = new RenditionStatus.Pending(
                "encoding",
                Optional.of(new EncodeProgress(
                        0.25,
                        Optional.of(3.5),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(new SegmentCount(4, 14)))),
                Duration.ofMillis(2500));
        ApiResponse answer = get(POSTER);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers())
                .containsEntry("Retry-After", "3")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Renditions-Outcome", "pending");
        JsonNode progress = json(answer);
        assertThat(progress.path("state").asText()).isEqualTo("encoding");
        assertThat(progress.path("progress").asDouble()).isEqualTo(0.25);
        assertThat(progress.path("secondsLeft").asDouble()).isEqualTo(90);
        assertThat(progress.path("speed").asDouble()).isEqualTo(3.5);
        assertThat(progress.at("/segments/done").asInt()).isEqualTo(4);
        assertThat(progress.at("/segments/all").asInt()).isEqualTo(14);
        assertThat(progress.path("retryAfterSeconds").asInt()).isEqualTo(3);
        assertThat(onDemand.waits).containsExactly(Duration.ZERO);
    }

    @Test
    void pendingRenditionIsRequestedAgainOnlyToWait() {
        setStatus("poster", new RenditionStatus.Pending("queued", Optional.empty(), Duration.ofSeconds(5)));
        assertThat(get(POSTER).status()).isEqualTo(202);
        assertThat(get(POSTER + "?wait=0").status()).isEqualTo(202);
        assertThat(onDemand.waits).isEmpty();
        get(POSTER + "?wait=7");
        get(POSTER + "?wait=99999");
        assertThat(onDemand.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(25));
    }

    @Test
    void headHasTheHeadersOfGet() {
        publish("poster", "poster.jpg", "a picture");
        for (String path : new String[] {POSTER, "/v1/profiles", "/healthz", "/v1/nothing"}) {
            assertThat(send("HEAD", path)).isEqualTo(get(path));
        }
    }

    @Test
    void listsTheProfilesWithAnEntityTag() {
        ApiResponse answer = get("/v1/profiles");
        assertThat(json(answer).path("profiles")).hasSize(CATALOG.all().size());
        assertThat(json(answer).path("profiles").get(0).path("id").asText())
                .isEqualTo(CATALOG.all().get(0).id().toString());
        assertThat(get("/v1/profiles", "if-none-match", answer.headers().get("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void statsHaveCountsAndTimesByProfile() {
        JsonNode stats = json(get("/v1/stats"));
        assertThat(stats.path("profiles").path("poster").path("hit").asInt()).isEqualTo(3);
        assertThat(stats.path("wastedSeconds")).hasToString("{\"poster\":1.5}");
        assertThat(stats.path("trackSavedSeconds")).hasToString("{\"hls\":2.5}");
    }
}

package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CorsTest extends ApiScene {
    private static final String PAGE = "https://example.org";

    private void allow(String... origins) {
        rules = new ApiRules(Duration.ofHours(1), Duration.ZERO, Set.of(origins));
    }

    @Test
    void sendsNoCorsHeadersByDefault() {
        assertThat(get("/healthz", "origin", PAGE).headers().keySet()).noneMatch(h -> h.startsWith("Access-Control"));
    }

    @Test
    void allowedPagesMayReadResponsesAndProblems() {
        allow(PAGE, "https://other.example");
        for (String path : new String[] {"/healthz", "/v1/nothing", "/v1/renditions/poster" + PATH}) {
            ApiResponse answer = get(path, "origin", PAGE);
            assertThat(answer.headers())
                    .containsEntry("Access-Control-Allow-Origin", PAGE)
                    .doesNotContainKey("Access-Control-Allow-Credentials");
            assertThat(answer.headers().get("Vary")).endsWith("Origin");
            assertThat(answer.headers().get("Access-Control-Expose-Headers")).contains("Retry-After", "ETag");
        }
    }

    @Test
    void otherPagesGetOnlyTheVaryHeader() {
        allow(PAGE);
        for (String origin : new String[] {"https://evil.example", PAGE + ".evil.example", "null", ""}) {
            assertThat(get("/healthz", "origin", origin).headers())
                    .doesNotContainKey("Access-Control-Allow-Origin")
                    .containsEntry("Vary", "Origin");
        }
    }

    @Test
    void preflightNeedsNoAdmission() {
        allow("*");
        ApiResponse answer = send("OPTIONS", "/v1/renditions/poster" + PATH, "origin", PAGE);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Access-Control-Allow-Methods", "GET, HEAD")
                .doesNotContainKey("Vary");
        assertThat(answer.headers().get("Access-Control-Allow-Headers"))
                .contains("Range", "If-None-Match", GuardedSources.HEADER);
        assertThat(onDemand.waits).isEmpty();
    }
}

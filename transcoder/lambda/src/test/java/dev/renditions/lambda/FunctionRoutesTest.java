package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.http.ExpectedRoute;
import dev.renditions.lambda.event.Invoked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The routes of the API over a function URL, for every method. */
final class FunctionRoutesTest extends RequestScene {
    static final List<ExpectedRoute> ROUTES = ExpectedRoute.API;

    private JsonNode send(String method, String target) {
        return Invoked.with(handler(), event(method, target).toString());
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void everyMethodHasItsStatusAndPassesTheAccessPolicyIfItMust(ExpectedRoute route) {
        for (String method : ExpectedRoute.METHODS) {
            seen.clear();
            JsonNode answer = send(method, route.path());
            assertThat(answer.path("statusCode").asInt()).as(method).isEqualTo(route.status(method));
            assertSecured(answer);
            boolean allows =
                    List.of(204, 405).contains(answer.path("statusCode").asInt());
            assertThat(answer.path("headers").path("Allow").asText(""))
                    .as(method)
                    .isEqualTo(allows ? route.allow() : "");
            assertThat(seen).as(method).hasSize(route.isAdmitted(method) ? 1 : 0);
        }
        assertThat(queued).isEmpty();
    }

    @Test
    void pathsOfALocalServerAreNotFound() {
        for (String path : List.of("/", "/metrics", "/v1/stored", "/v1/events", "/v1/session", "/v1/uploads/x")) {
            for (String method : ExpectedRoute.METHODS) {
                assertThat(send(method, path).path("statusCode").asInt())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void answerToAMalformedRequestHasTheSameHeaders() {
        JsonNode answer = send("GET", "/v1/profiles?a=%zz");
        assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
        assertSecured(answer);
    }

    private static void assertSecured(JsonNode answer) {
        assertThat(answer.path("headers").path("X-Content-Type-Options").asText())
                .isEqualTo("nosniff");
        assertThat(answer.path("headers").path("Referrer-Policy").asText()).isEqualTo("no-referrer");
    }
}

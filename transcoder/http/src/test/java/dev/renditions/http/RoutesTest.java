package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.SourceName;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Problem;
import dev.renditions.http.routing.RouteTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each route with each method. */
final class RoutesTest extends ApiScene {
    static final List<ExpectedRoute> ROUTES = ExpectedRoute.API;

    private RouteTable table() {
        return Api.routes(parts(), new HealthHandler());
    }

    @Test
    void tableHasExactlyTheExpectedRoutes() {
        assertThat(table().templates())
                .containsExactlyElementsOf(
                        ROUTES.stream().map(ExpectedRoute::template).toList());
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void everyMethodHasTheExpectedStatus(ExpectedRoute route) {
        for (String method : ExpectedRoute.METHODS) {
            ApiResponse answer = send(method, route.path());
            assertThat(answer.status()).as(method).isEqualTo(route.status(method));
            assertThat(answer.headers())
                    .as(method)
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "no-referrer");
            boolean allows = answer.status() == 405 || answer.status() == 204;
            assertThat(answer.headers().get("Allow")).as(method).isEqualTo(allows ? route.allow() : null);
            if (answer.status() == 404) {
                assertThat(problem(answer, 404)).as(method).doesNotContain("unknown path");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void accessPolicyAdmitsCallersUnlessTheRouteIsPublic(ExpectedRoute route) {
        gate = new AccessPolicy() {
            @Override
            public void admit(ApiRequest request, SourceName source) {
                throw new ApiException(Problem.of(401, "no"));
            }

            @Override
            public String admit(ApiRequest request) {
                throw new ApiException(Problem.of(401, "no"));
            }
        };
        for (String method : ExpectedRoute.METHODS) {
            assertThat(send(method, route.path()).status())
                    .as(method)
                    .isEqualTo(route.isAdmitted(method) ? 401 : route.status(method));
        }
    }

    @Test
    void unknownPathIsNotFoundWithAnyMethod() {
        for (String method : ExpectedRoute.METHODS) {
            assertThat(problem(send(method, "/v1/nothing"), 404)).contains("unknown path");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/renditions/poster/uploads/a/b, renditions",
        "/v1/streams/hls/uploads/a/b.m3u8, streams",
        "/v1/%70rofiles, profiles",
        "/v1/stats, stats",
        "/v1/files/a, files",
        "/v1/openapi.json, openapi",
        "/healthz, healthz",
        "/v1/renditions, other",
        "/v1/profiles/x, other",
        "/v1/profiles%2e%2e, other",
        "/v1/%zz, other",
        "x, other",
        "'', other",
    })
    void eachPathHasALabel(String path, String label) {
        assertThat(table().find(path).label()).isEqualTo(label);
    }
}

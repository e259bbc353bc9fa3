package dev.renditions.http;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.routing.Access;
import dev.renditions.http.routing.ApiRoute;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RouteTable;
import dev.renditions.http.routing.Router;
import dev.renditions.http.routing.SecurityHeaders;
import java.util.List;

/**
 * The on-demand API as a function from requests to responses, independent of the server that received the request.
 * Cheap to create. Thread-safe.
 */
public final class Api {
    private final Router router;

    /** Creates the API with its routes. */
    public Api(ApiContext parts) {
        this.router = new Router(
                routes(parts, new HealthHandler()), parts.gate(), parts.rules().origins());
    }

    /**
     * The routes that the API has on every server.
     *
     * @param health answers whether this server works
     */
    public static RouteTable routes(ApiContext parts, RouteHandler health) {
        return new RouteTable(List.of(
                ApiRoute.of(
                        ApiRoute.SHARED,
                        RenditionHandler.PATH + "{profile}/{bucket}/{key...}",
                        "renditions",
                        Access.SOURCE,
                        new RenditionHandler(parts)),
                ApiRoute.alias(
                        ApiRoute.SHARED,
                        StreamPaths.PATH + "{profile}/{bucket}/{path...}",
                        "streams",
                        StreamPaths::rewrite),
                ApiRoute.of(ApiRoute.SHARED, "/v1/profiles", "profiles", Access.CALLER, new ProfilesHandler(parts)),
                ApiRoute.of(ApiRoute.SHARED, "/v1/stats", "stats", Access.CALLER, new StatsHandler(parts)),
                ApiRoute.of(
                        ApiRoute.SHARED, FileLinks.PATH + "{path...}", "files", Access.CALLER, new FilesHandler(parts)),
                ApiRoute.of(ApiRoute.SHARED, "/v1/openapi.json", "openapi", Access.PUBLIC, new DescriptionHandler()),
                ApiRoute.of(ApiRoute.SHARED, "/healthz", "healthz", Access.PUBLIC, health)));
    }

    /** Answers a request; see {@link Router#answer}. */
    public ApiResponse answer(ApiRequest request) {
        return router.answer(request);
    }

    /** The response to a request that could not be parsed. */
    public static ApiResponse refusal(ApiException reason) {
        return SecurityHeaders.on(ProblemMapper.answer(reason.problem()));
    }

    /** The path templates of all routes, for code that lists or documents them. */
    public List<String> templates() {
        return router.table().templates();
    }
}

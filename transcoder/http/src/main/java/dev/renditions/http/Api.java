package dev.renditions.http;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.support.UrlPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The on-demand API as a function from requests to answers: whatever server took a request, it is answered here. Making one
 * costs next to nothing. Safe for use by many threads.
 */
public final class Api {
    /** More than the longest key takes with every byte of it encoded. */
    private static final int LONGEST_PATH = 4096;

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final List<ApiRoute> routes;
    private final Cors cors;

    /** An API over these parts. */
    public Api(ApiContext parts) {
        this.cors = new Cors(parts.rules().origins());
        this.routes = List.of(
                new ApiRoute("/v1/renditions/{profile}/{bucket}/{key...}", new RenditionHandler(parts)),
                new ApiRoute("/v1/streams/{profile}/{bucket}/{path...}", new StreamHandler(parts)),
                new ApiRoute("/v1/profiles", new ProfilesHandler(parts)),
                new ApiRoute("/v1/stats", new StatsHandler(parts)),
                new ApiRoute("/v1/files/{path...}", new FilesHandler(parts)),
                new ApiRoute("/v1/openapi.json", new DescriptionHandler()),
                new ApiRoute("/healthz", new HealthHandler()));
    }

    /**
     * Answers a request. Never throws; what goes wrong is a problem document. Takes as long as the request says that it would
     * wait, and an interrupt ends that.
     */
    public ApiResponse answer(ApiRequest request) {
        ApiResponse answer;
        try {
            answer = routed(request);
        } catch (InterruptedException | RuntimeException e) {
            answer = ProblemMapper.answer(ProblemMapper.of(e));
        }
        // A signed link is a key; the pages and servers it leads to need not be told of the one it came from.
        return cors.tell(
                request, answer.with("X-Content-Type-Options", "nosniff").with("Referrer-Policy", "no-referrer"));
    }

    /** The answer to a request that could not even be read. */
    public static ApiResponse refusal(ApiException reason) {
        return ProblemMapper.answer(reason.problem());
    }

    /** Every template there is, for who describes them. */
    public List<String> templates() {
        return routes.stream().map(ApiRoute::template).toList();
    }

    private ApiResponse routed(ApiRequest request) throws InterruptedException {
        if (request.path().length() > LONGEST_PATH) {
            throw new ApiException(Problem.of(400, "the path is longer than " + LONGEST_PATH + " characters"));
        }
        UrlPath sent = UrlPath.parse(request.path());
        for (ApiRoute route : routes) {
            Optional<Map<String, String>> path = route.match(sent);
            if (path.isPresent()) {
                return switch (request.method()) {
                    case "GET", "HEAD" -> route.handler().answer(request, path.get());
                    case "OPTIONS" -> new ApiResponse(204, Map.of("Allow", ALLOWED), new ApiResponse.Nothing());
                    default ->
                        ProblemMapper.answer(Problem.of(405, "this is only read: send GET or HEAD"))
                                .with("Allow", ALLOWED);
                };
            }
        }
        throw new ApiException(
                Problem.of(404, "there is nothing under this path; /v1/openapi.json says what there is"));
    }
}

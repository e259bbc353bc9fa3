package dev.renditions.http.routing;

import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers requests by a route table. Everything that all routes share happens here and nowhere else: dispatch, access
 * rules, OPTIONS and 405, conditional requests and ranges, problem documents, CORS and security headers. Thread-safe.
 */
public final class Router {
    private final RouteTable table;
    private final AccessPolicy gate;
    private final Cors cors;

    /**
     * Routes requests by a table.
     *
     * @param gate decides who may use routes that are not public
     * @param origins the web pages that may read responses (CORS)
     */
    public Router(RouteTable table, AccessPolicy gate, Set<String> origins) {
        this.table = table;
        this.gate = gate;
        this.cors = new Cors(origins);
    }

    public RouteTable table() {
        return table;
    }

    /**
     * Answers a request. Never throws; failures become problem documents. An interrupt cancels a request that waits for
     * a rendition.
     */
    public ApiResponse answer(ApiRequest request) {
        return answer(request, table.find(request.path()));
    }

    /**
     * The same for a server that needs to know the route first.
     *
     * @param found the result of looking up the request's path in this router's table
     */
    public ApiResponse answer(ApiRequest request, RouteTable.Found found) {
        ApiResponse answer;
        try {
            answer = dispatch(request, matches(found));
        } catch (InterruptedException | RuntimeException e) {
            answer = ProblemMapper.answer(ProblemMapper.of(e));
        }
        ApiResponse secured = secured(request, answer);
        boolean shared = found.matches().isEmpty()
                || found.matches().stream().anyMatch(match -> match.route().isShared());
        return shared ? cors.apply(request, secured) : secured;
    }

    /**
     * The response to a request that was refused before it reached the router. No web page of another origin may read
     * it.
     */
    public ApiResponse refusal(ApiRequest request, Problem problem) {
        return secured(request, ProblemMapper.answer(problem));
    }

    private ApiResponse secured(ApiRequest request, ApiResponse answer) {
        return SecurityHeaders.on(answer, gate.trustsBrowser(request));
    }

    private static List<RouteTable.Match> matches(RouteTable.Found found) {
        if (found.failure().isPresent()) {
            throw found.failure().get();
        }
        return found.matches();
    }

    private ApiResponse dispatch(ApiRequest request, List<RouteTable.Match> matches) throws InterruptedException {
        if (matches.isEmpty()) {
            throw absent();
        }
        Optional<RequestMethod> method = RequestMethod.of(request.method());
        Optional<RouteTable.Match> match = method.flatMap(m -> taking(m, matches));
        if (match.isEmpty()) {
            String allowed = allowed(matches);
            return ProblemMapper.answer(Problem.of(405, "method not allowed; this path supports " + allowed))
                    .with("Allow", allowed);
        }
        return switch (method.orElseThrow()) {
            case OPTIONS -> new ApiResponse(204, Map.of("Allow", allowed(matches)), new ApiResponse.Nothing());
            case GET, HEAD -> Preconditions.apply(request, answer(request, match.get()));
            case DELETE, PUT -> answer(request, match.get());
        };
    }

    private static String allowed(List<RouteTable.Match> matches) {
        return RequestMethod.allow(matches.stream()
                .flatMap(match -> match.route().methods().stream())
                .collect(Collectors.toSet()));
    }

    private static Optional<RouteTable.Match> taking(RequestMethod method, List<RouteTable.Match> matches) {
        return matches.stream()
                .filter(match -> match.route().methods().contains(method))
                .findFirst();
    }

    private static ApiException absent() {
        return new ApiException(Problem.of(404, "unknown path; /v1/openapi.json lists the paths"));
    }

    private ApiResponse answer(ApiRequest request, RouteTable.Match match) throws InterruptedException {
        if (match.route().action() instanceof ApiRoute.Rewritten alias) {
            ApiRequest other = alias.rewrite().rewrite(new RoutedRequest(request, match.path(), Optional.empty()));
            RouteTable.Match target = RequestMethod.of(other.method())
                    .flatMap(method -> taking(method, matches(table.find(other.path()))))
                    .orElseThrow(Router::absent);
            return answer(other, target);
        }
        ApiRoute.Handled handled = (ApiRoute.Handled) match.route().action();
        return handled.handler().answer(admitted(request, match.path(), handled.access()));
    }

    /** The request, if the access rule of its route admits it; otherwise throws. */
    private RoutedRequest admitted(ApiRequest request, Map<String, String> path, Access access) {
        RoutedRequest routed = new RoutedRequest(request, path, Optional.empty());
        return switch (access) {
            case PUBLIC, PAGE_SESSION -> routed;
            case CALLER, UPLOAD -> new RoutedRequest(request, path, Optional.of(gate.admit(request)));
            case SOURCE -> {
                gate.admit(request, routed.source());
                yield routed;
            }
        };
    }
}

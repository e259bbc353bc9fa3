package dev.renditions.server;

import dev.renditions.http.Api;
import dev.renditions.http.StoredFiles;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.PageSession;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API, and before it what only a server on this machine has and what is answered at once. */
final class LocalApi {
    /** What there is besides the API and the page, for who describes it. */
    static final List<String> TEMPLATES = List.of(
            ServerHandler.UPLOADS + "{name}",
            ServerHandler.EVENTS,
            PageSession.PATH,
            "/v1/stored",
            StoredFiles.PATH + "{contentHash}/{profileId}",
            StoredFiles.PATH + "{contentHash}/{profileId}/{file}",
            "/metrics");

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Map<String, String> ROUTES = Map.of(
            "/v1/stored", "stored",
            "/metrics", "metrics",
            "/healthz", "healthz");

    private final Api api;
    private final AccessPolicy gate;
    private final StoredFiles files;
    private final StoreListing stored;
    private final Health health;
    private final ServerMetrics meters;
    private final PageFiles page;

    LocalApi(
            Api api,
            AccessPolicy gate,
            StoredFiles files,
            StoreListing stored,
            Health health,
            ServerMetrics meters,
            PageFiles page) {
        this.api = api;
        this.gate = gate;
        this.files = files;
        this.stored = stored;
        this.health = health;
        this.meters = meters;
        this.page = page;
    }

    /** Answers a request. Never throws. */
    ApiResponse answer(ApiRequest request) {
        try {
            return own(request).orElseGet(() -> api.answer(request));
        } catch (RuntimeException e) {
            return ProblemMapper.answer(ProblemMapper.of(e)).with("X-Content-Type-Options", "nosniff");
        }
    }

    private Optional<ApiResponse> own(ApiRequest request) {
        Optional<ApiResponse> session = PageSession.begin(request, gate).or(() -> PageSession.manage(request, gate));
        if (session.isPresent()) {
            return session.map(answer -> answer.with("X-Content-Type-Options", "nosniff"));
        }
        String route = request.path().startsWith(StoredFiles.PATH) ? "files" : ROUTES.get(request.path());
        if (route == null) {
            return READING.contains(request.method()) ? page.answer(request) : Optional.empty();
        }
        if (!READING.contains(request.method())) {
            // Where the API has a word on it, that counts.
            return route.equals("healthz")
                    ? Optional.empty()
                    : Optional.of(ProblemMapper.answer(Problem.of(405, "this is only read: send GET or HEAD"))
                            .with("Allow", "GET, HEAD"));
        }
        ApiResponse answer = switch (route) {
            case "files" -> files.answer(request);
            case "stored" -> {
                gate.admit(request);
                yield stored.answer(request);
            }
            case "metrics" -> {
                gate.admit(request);
                yield new ApiResponse(
                        200,
                        Map.of("Content-Type", ServerMetrics.MEDIA_TYPE, "Cache-Control", "no-store"),
                        new ApiResponse.Bytes(meters.text()));
            }
            default -> health.answer();
        };
        return Optional.of(answer.with("X-Content-Type-Options", "nosniff"));
    }
}

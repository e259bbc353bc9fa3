package dev.renditions.http;

import dev.renditions.api.ResultJson;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One rendition of one object: where it is, or how far it has come. */
final class RenditionHandler implements RouteHandler {
    /** The path of renditions; a profile, a bucket and a key follow. */
    static final String PATH = "/v1/renditions/";

    private final ApiContext parts;

    RenditionHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest routed) throws InterruptedException {
        ApiRequest request = routed.request();
        SourceName source = routed.source();
        Profile profile = parts.catalog()
                .find(routed.part("profile"))
                .orElseThrow(() -> new ApiException(
                        Problem.of(404, "there is no such profile; /v1/profiles says which there are")));
        Duration wait = wait(request);
        boolean retry = asksForRetry(request);
        RenditionStatus standing = parts.onDemand().find(source, profile);
        if (standing instanceof RenditionStatus.Missing
                || (standing instanceof RenditionStatus.Pending && !wait.isZero())
                || (standing instanceof RenditionStatus.Refused && retry)) {
            // Asked only here, so that no retry is counted for a rendition that is ready.
            retry = retry && parts.gate().admitsRetry(source, profile);
            if (retry || !(standing instanceof RenditionStatus.Refused)) {
                standing = parts.onDemand()
                        .make(source, profile, wait, retry ? FailurePolicy.RETRY : FailurePolicy.ANSWER);
            }
        }
        if (standing instanceof RenditionStatus.Ready ready) {
            return new RenditionResponse(parts, request, source, profile).of(ready);
        }
        if (standing instanceof RenditionStatus.Refused refused) {
            return ProblemMapper.answer(ProblemMapper.of(refused))
                    .with("Renditions-Outcome", refused.outcome().word());
        }
        return pending(source, profile, standing);
    }

    private static boolean asksForRetry(ApiRequest request) {
        return switch (request.parameter("retry").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ApiException(Problem.of(400, "'retry' is true or false"));
        };
    }

    /** What is longer than this service would wait is cut to that: who asks can't know, and asks again anyway. */
    private Duration wait(ApiRequest request) {
        Optional<String> said = request.parameter("wait");
        if (said.isEmpty()) {
            return Duration.ZERO;
        }
        if (!said.get().matches("[0-9]{1,5}")) {
            throw new ApiException(Problem.of(400, "'wait' is a whole number of seconds"));
        }
        Duration wait = Duration.ofSeconds(Integer.parseInt(said.get()));
        Duration longest = parts.rules().longestWait();
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** Somebody who is told twice in a row that nobody is at it is told to come back all the same. */
    private static ApiResponse pending(SourceName source, Profile profile, RenditionStatus standing) {
        RenditionStatus.Pending pending = standing instanceof RenditionStatus.Pending p
                ? p
                : new RenditionStatus.Pending(
                        "queued", OptionalDouble.empty(), Optional.empty(), Duration.ofSeconds(5));
        String retryAfter = ProblemMapper.seconds(pending.retryAfter());
        PendingBody body = new PendingBody(
                pending.state(),
                source.toString(),
                profile.name(),
                pending.fraction().isPresent() ? (Double) pending.fraction().getAsDouble() : null,
                pending.left().map(ResultJson::millis).orElse(null),
                Long.parseLong(retryAfter));
        return ApiJson.fresh(202, body).with("Retry-After", retryAfter).with("Renditions-Outcome", "pending");
    }

    private record PendingBody(
            String state,
            String source,
            String profile,
            @Nullable Double progress,
            @Nullable BigDecimal secondsLeft,
            long retryAfterSeconds) {}
}

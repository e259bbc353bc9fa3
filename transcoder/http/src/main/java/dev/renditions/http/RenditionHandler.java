package dev.renditions.http;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.ResultJson;
import dev.renditions.api.SourceName;
import dev.renditions.api.segment.SegmentCount;
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
import org.jspecify.annotations.Nullable;

/** Serves one rendition of one source: the finished files, or the progress. */
final class RenditionHandler implements RouteHandler {
    /** The path prefix; a profile, a bucket and a key follow. */
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
                .orElseThrow(
                        () -> new ApiException(Problem.of(404, "unknown profile; /v1/profiles lists the profiles")));
        Duration wait = wait(request);
        boolean retry = asksForRetry(request);
        RenditionStatus status = parts.onDemand().find(source, profile);
        if (status instanceof RenditionStatus.Missing
                || (status instanceof RenditionStatus.Pending && !wait.isZero())
                || (status instanceof RenditionStatus.Refused && retry)) {
            // Checked only here, so that no retry is counted for a rendition that is ready.
            retry = retry && parts.gate().admitsRetry(source, profile);
            if (retry || !(status instanceof RenditionStatus.Refused)) {
                status = parts.onDemand()
                        .make(source, profile, wait, retry ? FailurePolicy.RETRY : FailurePolicy.ANSWER);
            }
        }
        if (status instanceof RenditionStatus.Ready ready) {
            return new RenditionResponse(parts, request, source, profile).of(ready);
        }
        if (status instanceof RenditionStatus.Refused refused) {
            return ProblemMapper.answer(ProblemMapper.of(refused))
                    .with("Renditions-Outcome", refused.outcome().word());
        }
        return pending(source, profile, status);
    }

    private static boolean asksForRetry(ApiRequest request) {
        return switch (request.parameter("retry").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ApiException(Problem.of(400, "'retry' must be true or false"));
        };
    }

    /**
     * A wait that is longer than the server allows is cut to the limit. The client doesn't know the limit, and will ask
     * again anyway.
     */
    private Duration wait(ApiRequest request) {
        Optional<String> text = request.parameter("wait");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        if (!text.get().matches("[0-9]{1,5}")) {
            throw new ApiException(Problem.of(400, "'wait' must be a whole number of seconds"));
        }
        Duration wait = Duration.ofSeconds(Integer.parseInt(text.get()));
        Duration longest = parts.rules().longestWait();
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** Also for a rendition that is still missing: the client is asked to try again later. */
    private static ApiResponse pending(SourceName source, Profile profile, RenditionStatus status) {
        RenditionStatus.Pending pending = status instanceof RenditionStatus.Pending p
                ? p
                : new RenditionStatus.Pending("queued", Optional.empty(), Duration.ofSeconds(5));
        String retryAfter = ProblemMapper.seconds(pending.retryAfter());
        PendingBody body = new PendingBody(
                pending.state(),
                source.toString(),
                profile.name(),
                pending.progress().map(EncodeProgress::fraction).orElse(null),
                pending.progress().flatMap(EncodeProgress::speed).orElse(null),
                pending.progress()
                        .flatMap(EncodeProgress::left)
                        .map(ResultJson::toSeconds)
                        .orElse(null),
                pending.progress().flatMap(EncodeProgress::segments).orElse(null),
                Long.parseLong(retryAfter));
        return ApiJson.fresh(202, body).with("Retry-After", retryAfter).with("Renditions-Outcome", "pending");
    }

    private record PendingBody(
            String state,
            String source,
            String profile,
            @Nullable Double progress,
            @Nullable Double speed,
            @Nullable BigDecimal secondsLeft,
            @Nullable SegmentCount segments,
            long retryAfterSeconds) {}
}

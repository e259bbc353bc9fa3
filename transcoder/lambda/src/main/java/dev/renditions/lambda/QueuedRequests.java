package dev.renditions.lambda;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.http.OnDemand;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.index.RecordedFailure;
import dev.renditions.kind.Profile;
import dev.renditions.lambda.event.DirectRequest;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.S3ObjectRef;
import dev.renditions.lambda.queue.QueueUnavailableException;
import dev.renditions.lambda.queue.QueuedCount;
import dev.renditions.lambda.queue.QueuedFailure;
import dev.renditions.lambda.queue.WorkQueue;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.support.Omissible;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Queues missing renditions for the upload function, and polls until they exist. Of concurrent callers for one
 * rendition, only the first queues it, see {@link QueuedCount}. For one invocation.
 */
final class QueuedRequests implements OnDemand {
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final FunctionContext parts;
    private final InvocationMetrics figures;
    private final Instant deadline;
    private final WorkQueue queue;
    private final Sleeper pause;
    /** Each source is looked up once in an invocation, so its version does not change meanwhile. */
    private final ConcurrentMap<SourceName, Source> sources = new ConcurrentHashMap<>();

    QueuedRequests(Invocation invocation, WorkQueue queue, Sleeper pause) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
        this.deadline = invocation.deadline();
        this.queue = queue;
        this.pause = pause;
    }

    @Override
    public RenditionStatus find(SourceName name, Profile profile) {
        // The upload function has its own limits, and they decide: what it refused is refused here.
        return parts.service()
                .find(source(name), profile, FailurePolicy.ANSWER_ALL)
                .map(this::status)
                .or(() -> new QueuedFailure(parts.index().failures(), source(name), profile)
                        .find()
                        .map(QueuedRequests::refused))
                .orElseGet(RenditionStatus.Missing::new);
    }

    @Override
    public RenditionStatus make(SourceName name, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException {
        // Fails for a missing source, which must not be queued.
        Source source = source(name);
        source.bytes();
        if (known == FailurePolicy.RETRY) {
            // Forget the failure now: polls must not return it until the other function starts.
            new QueuedFailure(parts.index().failures(), source, profile).forget();
            Optional<RenditionResult> unused = parts.service().find(source, profile, known);
        }
        QueuedCount count = new QueuedCount(parts.index().counters(), source, profile);
        if (count.isFirst()) {
            send(message(name, profile, known), count);
            figures.count(InvocationMetrics.Event.QUEUED);
        }
        Instant until = earlier(parts.clock().instant().plus(wait), deadline);
        Duration next = FIRST_LOOK;
        while (!parts.clock().instant().plus(next).isAfter(until)) {
            pause.pause(next);
            RenditionStatus now = find(name, profile);
            if (!(now instanceof RenditionStatus.Missing)) {
                return now;
            }
            next = shorter(next.multipliedBy(3).dividedBy(2), SLOWEST_LOOK);
        }
        return new RenditionStatus.Pending("queued", Optional.empty(), RETRY);
    }

    /** If the message can't be sent, resets the count, so that the next caller tries again. */
    private void send(String message, QueuedCount count) {
        try {
            queue.send(message);
        } catch (QueueUnavailableException e) {
            count.forget();
            throw new ApiException(
                    Problem.later(503, "the rendition can't be queued at the moment; try again", e.retryAfter()));
        } catch (RuntimeException e) {
            count.forget();
            throw e;
        }
    }

    private Source source(SourceName name) {
        S3ObjectRef object = S3ObjectRef.named(name.bucket(), name.key(), Optional.empty());
        if (parts.objects().owns(object)) {
            throw new ApiException(Problem.of(403, "this object is a rendition; request a rendition of its source"));
        }
        return sources.computeIfAbsent(name, n -> parts.objects().source(object));
    }

    private RenditionStatus status(RenditionResult result) {
        Optional<RuntimeException> failure = result.failure();
        if (failure.isPresent() && !(failure.get() instanceof MediaException e && !e.isTransient())) {
            throw failure.get();
        }
        figures.add(result);
        Optional<RenditionStatus.Ready> ready = RenditionStatus.Ready.of(result);
        if (ready.isPresent()) {
            return ready.get();
        }
        return new RenditionStatus.Refused(
                result.outcome() == Outcome.NOT_APPLICABLE ? Outcome.NOT_APPLICABLE : Outcome.FAILED,
                result.reason(),
                failure);
    }

    /** Why the last queued job failed. */
    private static RenditionStatus refused(RecordedFailure failure) {
        return new RenditionStatus.Refused(Outcome.FAILED, failure.reason(), Optional.of(exception(failure)));
    }

    private static RuntimeException exception(RecordedFailure failure) {
        for (MediaException.Kind kind : MediaException.Kind.values()) {
            if (FailureDetails.word(kind).equals(failure.kind())) {
                return new MediaException(kind, failure.reason());
            }
        }
        for (SourceException.Kind kind : SourceException.Kind.values()) {
            if (FailureDetails.word(kind).equals(failure.kind())) {
                return new SourceException(kind, failure.reason());
            }
        }
        // An internal failure: the details are in the log, not for the caller.
        return new ApiException(Problem.later(503, "the rendition could not be made; try again", AFTER_FAILURE));
    }

    /** A direct request to the upload function. */
    private static String message(SourceName name, Profile profile, FailurePolicy known) {
        return EventJson.text(
                new Message(name.bucket(), name.key(), List.of(profile.name()), known == FailurePolicy.RETRY));
    }

    private record Message(
            String bucket,
            String key,
            List<String> profiles,
            @JsonProperty(DirectRequest.RETRY) @Omissible boolean retry) {}

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

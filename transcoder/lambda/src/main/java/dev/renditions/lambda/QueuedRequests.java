package dev.renditions.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.Pause;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.api.SourceName;
import dev.renditions.http.OnDemand;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.Standing;
import dev.renditions.lambda.event.DirectRequest;
import dev.renditions.lambda.event.EventObject;
import dev.renditions.lambda.event.Json;
import dev.renditions.lambda.queue.QueuedCount;
import dev.renditions.lambda.queue.QueuedFailure;
import dev.renditions.lambda.queue.WorkQueue;
import dev.renditions.lambda.telemetry.Figures;
import dev.renditions.profile.Profile;
import dev.renditions.service.lookup.KnownFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Has another function make what is missing: it is put into that function's queue, and looked for until it is there. Of all
 * who ask for the same object while it is queued only the first puts it there, see {@link QueuedCount}. For one invocation.
 */
final class QueuedRequests implements OnDemand {
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Parts parts;
    private final Figures figures;
    private final Instant deadline;
    private final WorkQueue queue;
    private final Pause pause;
    /** Each is looked at once in an invocation: as it was when it was asked for. */
    private final ConcurrentMap<SourceName, Source> sources = new ConcurrentHashMap<>();

    QueuedRequests(Invocation invocation, WorkQueue queue, Pause pause) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
        this.deadline = invocation.deadline();
        this.queue = queue;
        this.pause = pause;
    }

    @Override
    public Standing find(SourceName name, Profile profile) {
        // The function of uploads encodes, with limits of its own: what they refuse is refused here.
        return parts.service()
                .find(source(name), profile, KnownFailures.ANSWER_ALL)
                .map(this::standing)
                .or(() -> new QueuedFailure(parts.index(), source(name), profile).find())
                .orElseGet(Standing.Missing::new);
    }

    @Override
    public Standing make(SourceName name, Profile profile, Duration wait, KnownFailures known)
            throws InterruptedException {
        // One that is missing is said to be so, instead of being queued for nothing.
        Source source = source(name);
        source.bytes();
        if (known == KnownFailures.RETRY) {
            // Forgotten here already, so that the caller is not told of it until the other function begins.
            new QueuedFailure(parts.index(), source, profile).forget();
            Optional<RenditionResult> unused = parts.service().find(source, profile, known);
        }
        QueuedCount count = new QueuedCount(parts.index(), source, profile);
        if (count.isFirst()) {
            send(message(name, profile, known), count);
            figures.count(Figures.Event.QUEUED);
        }
        Instant until = earlier(parts.clock().instant().plus(wait), deadline);
        Duration next = FIRST_LOOK;
        while (!parts.clock().instant().plus(next).isAfter(until)) {
            pause.pause(next);
            Standing now = find(name, profile);
            if (!(now instanceof Standing.Missing)) {
                return now;
            }
            next = shorter(next.multipliedBy(3).dividedBy(2), SLOWEST_LOOK);
        }
        return new Standing.Pending("queued", OptionalDouble.empty(), Optional.empty(), RETRY);
    }

    /** What was not sent is not queued for the next caller. */
    private void send(String message, QueuedCount count) {
        try {
            queue.send(message);
        } catch (RuntimeException e) {
            count.forget();
            throw e;
        }
    }

    private Source source(SourceName name) {
        EventObject object = EventObject.named(name.bucket(), name.key(), Optional.empty());
        if (parts.objects().owns(object)) {
            throw new ApiException(Problem.of(403, "that is a rendition itself; ask for one of its source"));
        }
        return sources.computeIfAbsent(name, n -> parts.objects().source(object));
    }

    private Standing standing(RenditionResult result) {
        Optional<RuntimeException> failure = result.failure();
        if (failure.isPresent() && !(failure.get() instanceof MediaException e && !e.isTransient())) {
            throw failure.get();
        }
        figures.add(result);
        Optional<Standing.Ready> ready = Standing.Ready.of(result);
        if (ready.isPresent()) {
            return ready.get();
        }
        return new Standing.Refused(
                result.outcome() == Outcome.NOT_APPLICABLE ? Outcome.NOT_APPLICABLE : Outcome.FAILED,
                result.reason(),
                failure);
    }

    /** A direct request, as the function of uploads takes it. */
    private static String message(SourceName name, Profile profile, KnownFailures known) {
        ObjectNode message =
                Json.MAPPER.createObjectNode().put("bucket", name.bucket()).put("key", name.key());
        message.putArray("profiles").add(profile.name());
        if (known == KnownFailures.RETRY) {
            message.put(DirectRequest.RETRY, true);
        }
        return Json.text(message);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

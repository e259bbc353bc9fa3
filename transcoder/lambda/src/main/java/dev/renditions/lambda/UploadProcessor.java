package dev.renditions.lambda;

import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.kind.Profile;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.lambda.queue.QueuedCount;
import dev.renditions.lambda.queue.QueuedFailure;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.support.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes the renditions of an upload. */
final class UploadProcessor implements ObjectEventProcessor {
    /** The MDC key for the source. */
    static final String SOURCE = "source";

    /** The minimum time for one event. With less, even a cache hit would not be reported in time. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(UploadProcessor.class);

    private final FunctionContext parts;
    private final InvocationMetrics figures;

    UploadProcessor(Invocation invocation) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
    }

    @Override
    public HandlingResult handle(ObjectEvent.Notice notice, Instant deadline) {
        MDC.put(SOURCE, SafeText.of(notice.object().toString()));
        try {
            Optional<String> skipped = nothingToDo(notice);
            if (skipped.isPresent()) {
                LOG.info("skipped {}: {}", SafeText.of(notice.object().toString()), skipped.get());
                figures.count(InvocationMetrics.Event.PASSED_OVER);
                return HandlingResult.well(notice);
            }
            return render(notice, deadline);
        } finally {
            MDC.remove(SOURCE);
        }
    }

    private Optional<String> nothingToDo(ObjectEvent.Notice notice) {
        if (notice.kind() != ObjectEvent.Kind.CREATED && notice.kind() != ObjectEvent.Kind.NAMED) {
            return Optional.of("the event " + SafeText.of(notice.event()) + " is not about an upload");
        }
        if (parts.objects().owns(notice.object())) {
            return Optional.of("it is inside the store");
        }
        return notice.object().isFolder() ? Optional.of("it is a folder") : Optional.empty();
    }

    private HandlingResult render(ObjectEvent.Notice notice, Instant deadline) {
        List<Profile> profiles;
        Source source;
        try {
            profiles = profiles(notice);
            source = parts.objects().source(notice.object());
        } catch (EventException | IllegalArgumentException e) {
            return HandlingResult.failed(notice, FailureDetails.ofEvent(String.valueOf(e.getMessage())));
        }
        if (profiles.isEmpty()) {
            LOG.info("skipped {}: no route matches", SafeText.of(source.name()));
            figures.count(InvocationMetrics.Event.PASSED_OVER);
            return HandlingResult.well(notice);
        }
        Duration left = Duration.between(parts.clock().instant(), deadline);
        if (left.compareTo(LEAST) < 0) {
            return HandlingResult.failed(
                    notice, FailureDetails.ofTime("not started: no time was left in this invocation"));
        }
        List<RenditionResult> results = parts.service().render(source, profiles, new Said(), deadline, notice.known());
        results.forEach(figures::add);
        // A result that is worth retrying is redelivered, so its job is still queued.
        forget(notice, source, profiles, results);
        return HandlingResult.with(notice, results);
    }

    /** Resets the counts of queued jobs that have ended. */
    private void forget(
            ObjectEvent.Notice notice, Source source, List<Profile> profiles, List<RenditionResult> results) {
        if (notice.kind() != ObjectEvent.Kind.NAMED) {
            return;
        }
        for (int i = 0; i < profiles.size(); i++) {
            RenditionResult result = results.get(i);
            if (!result.worthRetrying()) {
                end(source, profiles.get(i), FailureDetails.of(result));
            }
        }
    }

    /** Resets the count of one job. Records its failure first: a poll that found neither would queue the job again. */
    private void end(Source source, Profile profile, Optional<FailureDetails> failure) {
        try {
            if (failure.isPresent()
                    && parts.service()
                            .find(source, profile, FailurePolicy.ANSWER_ALL)
                            .isEmpty()) {
                new QueuedFailure(parts.index().failures(), source, profile).record(failure.get());
            }
            new QueuedCount(parts.index().counters(), source, profile).forget();
        } catch (SourceException e) {
            // The source can't be read any more; its count expires.
        }
    }

    @Override
    public void givenUp(ObjectEvent.Notice notice, List<FailureDetails> failures) {
        if (notice.kind() != ObjectEvent.Kind.NAMED) {
            return;
        }
        try {
            Source source = parts.objects().source(notice.object());
            profiles(notice).forEach(profile -> end(source, profile, of(profile, failures)));
        } catch (EventException | IllegalArgumentException e) {
            // An invalid request was never counted.
        }
    }

    /** The failure of one profile, or of all. */
    private static Optional<FailureDetails> of(Profile profile, List<FailureDetails> failures) {
        return failures.stream()
                .filter(failure -> failure.profile().map(profile.name()::equals).orElse(true))
                .findFirst();
    }

    private List<Profile> profiles(ObjectEvent.Notice notice) {
        if (notice.profiles().isEmpty()) {
            return parts.rules().routes().of(notice.object().key());
        }
        List<Profile> profiles = new ArrayList<>();
        for (String name : notice.profiles().get()) {
            profiles.add(parts.rules()
                    .catalog()
                    .find(name)
                    .orElseThrow(() -> new EventException("profile '" + name + "' does not exist; the profiles are "
                            + String.join(", ", parts.rules().catalog().names()))));
        }
        return profiles;
    }

    /** Logs the start and the result of each rendition. */
    private static final class Said implements RenditionListener {
        @Override
        public void encoding(Profile profile) {
            LOG.info("encoding {}", profile.name());
        }

        @Override
        public void finished(RenditionResult result) {
            LOG.info(
                    "{} {} {}: {}",
                    SafeText.of(result.source()),
                    result.profile(),
                    result.outcome().word(),
                    result.location().map(l -> l.uri().toString()).orElse(SafeText.of(result.reason())));
        }
    }
}

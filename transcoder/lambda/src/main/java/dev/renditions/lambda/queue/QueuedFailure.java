package dev.renditions.lambda.queue;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import dev.renditions.kind.Profile;
import dev.renditions.lambda.event.FailureDetails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Why the last queued job for a rendition failed, where the negative cache does not say it: the failure is not one of the
 * content. Kept in the index for a few minutes, for callers only; workers don't read it. Without it each poll would queue one
 * more encode that fails. While the index does not answer there is no such memory. Immutable.
 */
public final class QueuedFailure {
    /** A caller who polls costs one encode in this time; the machine may succeed the next time. */
    public static final Duration TTL = Duration.ofMinutes(5);

    private final RecordedFailures failures;
    private final RenditionKey key;

    /**
     * The failure of one rendition of an object as it is now.
     *
     * @throws SourceException if the source can't be looked at
     */
    public QueuedFailure(RecordedFailures failures, Source source, Profile profile) {
        this.failures = failures;
        String what = source.version().map(SourceVersion::toString).orElseGet(source::name);
        // Not a content's hash, so that no worker takes it for a failure of the content.
        this.key = new RenditionKey(ContentHash.of(("failed\n" + what).getBytes(StandardCharsets.UTF_8)), profile.id());
    }

    /** Records it. */
    public void record(FailureDetails failure) {
        try {
            failures.record(key, new RecordedFailure(failure.kind(), failure.reason()), TTL);
        } catch (IndexUnavailableException e) {
            // The next poll queues one more job.
        }
    }

    /** The failure; empty if no job failed lately. */
    public Optional<RecordedFailure> find() {
        try {
            return failures.find(key);
        } catch (IndexUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Forgets it: a caller wants another try. */
    public void forget() {
        try {
            boolean unused = failures.evict(key);
        } catch (IndexUnavailableException e) {
            // It ends by itself.
        }
    }
}

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
 * Why the last queued job for a rendition failed, if the failure is not one of the content and so not in the negative
 * cache. Stored in the index for a few minutes, for callers only; workers don't read it. Without it, each poll would
 * queue another encode that fails. While the index is unavailable, nothing is recorded. Immutable.
 */
public final class QueuedFailure {
    /** A polling caller costs at most one encode in this time. The next one may succeed. */
    public static final Duration TTL = Duration.ofMinutes(5);

    private final RecordedFailures failures;
    private final RenditionKey key;

    /**
     * The failure of one rendition of the current version of an object.
     *
     * @throws SourceException if the source can't be read
     */
    public QueuedFailure(RecordedFailures failures, Source source, Profile profile) {
        this.failures = failures;
        String what = source.version().map(SourceVersion::toString).orElseGet(source::name);
        // Not a content hash, so that no worker reads it as a failure of the content.
        this.key = new RenditionKey(ContentHash.of(("failed\n" + what).getBytes(StandardCharsets.UTF_8)), profile.id());
    }

    public void record(FailureDetails failure) {
        try {
            failures.record(key, new RecordedFailure(failure.kind(), failure.reason()), TTL);
        } catch (IndexUnavailableException e) {
            // The next poll queues another job.
        }
    }

    /** The failure; empty if no job failed recently. */
    public Optional<RecordedFailure> find() {
        try {
            return failures.find(key);
        } catch (IndexUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Removes the failure before a retry. */
    public void forget() {
        try {
            boolean unused = failures.evict(key);
        } catch (IndexUnavailableException e) {
            // The failure expires.
        }
    }
}

package dev.renditions.lambda.queue;

import dev.renditions.api.Source;
import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.SourceVersion;
import dev.renditions.kind.Profile;
import java.time.Duration;

/**
 * Counts the requests for a rendition in the index, so that only the first one queues a job. The count is shared by all
 * functions. It is reset when the message could not be sent and when the job has ended, with or without success. While
 * the index is unavailable, every request counts as the first. That costs extra messages, which find the work done; the
 * access policy limits their number. Immutable.
 */
public final class QueuedCount {
    /**
     * How long a rendition is not queued again: the maximum time of a function. A second message would make another
     * function wait for the first, and polling callers would occupy all functions.
     */
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final Counters counters;
    private final Counter counter;

    /**
     * The count for one rendition of the current version of an object. An overwritten object is another source, which
     * is not queued yet.
     *
     * @throws dev.renditions.api.SourceException if the source can't be read
     */
    public QueuedCount(Counters counters, Source source, Profile profile) {
        this.counters = counters;
        String what = source.version().map(SourceVersion::toString).orElseGet(source::name);
        this.counter = Counter.of("queued\n" + profile.id() + "\n" + what, WINDOW)
                // The end of a job must reset its own count, not that of a window that began meanwhile.
                .startingWithFirst();
    }

    /** Counts a request. Returns whether it is the first, which must send a message. */
    public boolean isFirst() {
        try {
            return counters.count(counter) == 1;
        } catch (IndexUnavailableException e) {
            return true;
        }
    }

    /** Resets the count: the next request is the first again. */
    public void forget() {
        try {
            counters.forget(counter);
        } catch (IndexUnavailableException e) {
            // The count expires with its window.
        }
    }
}

package dev.renditions.lambda.queue;

import dev.renditions.api.Source;
import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.SourceVersion;
import dev.renditions.kind.Profile;
import java.time.Duration;

/**
 * Whether a rendition is queued to be made, counted in the index for all functions. The count is forgotten when its message
 * could not be sent and when its job has ended, however it ended. While the index does not answer every request counts as the
 * first, which costs messages that find the work done, and as many as the gate lets through. Immutable.
 */
public final class QueuedCount {
    /**
     * For so long a rendition that is asked for again is not queued again: as long as a function may take to make it. A second
     * message would keep another function waiting for the first, and callers who ask until it is there would fill them all.
     */
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final Counters counters;
    private final Counter counter;

    /**
     * The count of one rendition of an object as it is now: what was written over since is another source, and nobody is at it
     * yet.
     *
     * @throws dev.renditions.api.SourceException if the source can't be looked at
     */
    public QueuedCount(Counters counters, Source source, Profile profile) {
        this.counters = counters;
        String what = source.version().map(SourceVersion::toString).orElseGet(source::name);
        this.counter = Counter.of("queued\n" + profile.id() + "\n" + what, WINDOW)
                // A job that ends must find its own count, not that of a window that began meanwhile.
                .startingWithFirst();
    }

    /** Counts one more request, and tells whether it is the first, which is to send a message. */
    public boolean isFirst() {
        try {
            return counters.count(counter) == 1;
        } catch (IndexUnavailableException e) {
            return true;
        }
    }

    /** Ends the count: the next request is the first again. */
    public void forget() {
        try {
            counters.forget(counter);
        } catch (IndexUnavailableException e) {
            // It ends with its window.
        }
    }
}

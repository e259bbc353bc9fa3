package dev.renditions.lambda.event;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceException;
import dev.renditions.api.StoreException;
import dev.renditions.index.IndexUnavailableException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something that an event asked for was not done. Immutable.
 *
 * @param kind a word for it, such as {@code damaged}
 * @param reason a sentence for people
 * @param retry whether and when it may well succeed
 * @param profile the profile that was to be made; absent if it concerns all of them
 */
public record FailureDetails(String kind, String reason, Retry retry, Optional<String> profile) {
    /** How often a message is received at most for the sake of failures that cost an encode each time. */
    private static final int COSTLY_RECEIVES = 4;

    /**
     * Whether and when something may succeed that failed. Immutable.
     *
     * @param worthIt whether it may at all
     * @param costly whether a try takes the time of an encode: the machine's limits ended it, which are mostly the same next
     *     time
     * @param after the shortest pause before a try that makes sense
     */
    public record Retry(boolean worthIt, boolean costly, Duration after) {
        public static final Retry NEVER = new Retry(false, false, Duration.ZERO);
        static final Retry SOON = new Retry(true, false, Duration.ZERO);
    }

    /** An event, or a part of it, that can't be worked on however often it comes. */
    public static FailureDetails ofEvent(String reason) {
        return new FailureDetails("event", reason, Retry.NEVER, Optional.empty());
    }

    /** Work that was not begun, since it could not have ended in time. */
    public static FailureDetails ofTime(String reason) {
        return new FailureDetails("time", reason, Retry.SOON, Optional.empty());
    }

    /** An index that did not answer. */
    public static FailureDetails of(IndexUnavailableException e) {
        return new FailureDetails("index", String.valueOf(e.getMessage()), Retry.SOON, Optional.empty());
    }

    /** What became of one rendition, if it failed. */
    public static Optional<FailureDetails> of(RenditionResult result) {
        return result.failure()
                .map(thrown -> new FailureDetails(
                        kind(thrown),
                        result.reason(),
                        retry(thrown, result.worthRetrying()),
                        Optional.of(result.profile().name())));
    }

    private static Retry retry(RuntimeException thrown, boolean worthIt) {
        if (!worthIt) {
            return Retry.NEVER;
        }
        return new Retry(
                true,
                thrown instanceof MediaException,
                thrown instanceof BusyException busy ? busy.retryAfter() : Duration.ZERO);
    }

    /** Whether it may well succeed later. */
    public boolean worthRetrying() {
        return retry.worthIt();
    }

    /**
     * The same for what a message asked for.
     *
     * @param receives how often it was received, this time included
     */
    boolean worthRetrying(int receives) {
        return retry.worthIt() && !(retry.costly() && receives >= COSTLY_RECEIVES);
    }

    /** The shortest pause before a try that makes sense. */
    Duration retryAfter() {
        return retry.after();
    }

    private static String kind(RuntimeException thrown) {
        if (thrown instanceof MediaException e) {
            return word(e.kind());
        }
        if (thrown instanceof SourceException e) {
            return word(e.kind());
        }
        if (thrown instanceof StoreException) {
            return "store";
        }
        return thrown instanceof BusyException ? "busy" : "internal";
    }

    /** A kind of failure as it is written. */
    public static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** For a log or an exception. */
    public String sentence() {
        return profile.map(name -> name + ": ").orElse("") + reason;
    }
}

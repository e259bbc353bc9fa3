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
 * Why a part of an event failed. Immutable.
 *
 * @param kind the kind of failure in one word, such as {@code damaged}
 * @param reason a sentence for users
 * @param retry whether and when a retry may succeed
 * @param profile the requested profile; absent if the failure concerns all profiles
 */
public record FailureDetails(String kind, String reason, Retry retry, Optional<String> profile) {
    /** The maximum receives of a message whose failure costs an encode each time. */
    private static final int COSTLY_RECEIVES = 4;

    /**
     * Whether and when a retry may succeed. Immutable.
     *
     * @param worthIt whether it may succeed at all
     * @param costly whether a retry costs an encode: the limits of the machine stopped the last one, and are usually
     *     the same next time
     * @param after the minimum delay before a retry
     */
    public record Retry(boolean worthIt, boolean costly, Duration after) {
        public static final Retry NEVER = new Retry(false, false, Duration.ZERO);
        static final Retry SOON = new Retry(true, false, Duration.ZERO);
    }

    /** An event or record that is invalid. A retry can't succeed. */
    public static FailureDetails ofEvent(String reason) {
        return new FailureDetails("event", reason, Retry.NEVER, Optional.empty());
    }

    /** Work that was not started because there was too little time. */
    public static FailureDetails ofTime(String reason) {
        return new FailureDetails("time", reason, Retry.SOON, Optional.empty());
    }

    /** The index was unavailable. */
    public static FailureDetails of(IndexUnavailableException e) {
        return new FailureDetails("index", String.valueOf(e.getMessage()), Retry.SOON, Optional.empty());
    }

    /** The failure of a rendition; absent if it did not fail. */
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

    public boolean worthRetrying() {
        return retry.worthIt();
    }

    /**
     * Whether a message that failed so should be retried.
     *
     * @param receives how often the message was received, including this time
     */
    boolean worthRetrying(int receives) {
        return retry.worthIt() && !(retry.costly() && receives >= COSTLY_RECEIVES);
    }

    /** The minimum delay before a retry. */
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

    /** The name of a kind of failure, as it is stored and sent. */
    public static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The profile and the reason, for a log or an exception. */
    public String sentence() {
        return profile.map(name -> name + ": ").orElse("") + reason;
    }
}

package dev.renditions.lambda;

import dev.renditions.BusyException;
import dev.renditions.MediaException;
import dev.renditions.RenditionResult;
import dev.renditions.SourceException;
import dev.renditions.StoreException;
import dev.renditions.index.IndexUnavailableException;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something that an event asked for was not done. Immutable.
 *
 * @param kind a word for it, such as {@code damaged}
 * @param reason a sentence for people
 * @param worthRetrying whether it may well succeed later
 * @param profile the profile that was to be made; absent if it concerns all of them
 */
record Failure(String kind, String reason, boolean worthRetrying, Optional<String> profile) {
    /** An event, or a part of it, that can't be worked on however often it comes. */
    static Failure ofEvent(String reason) {
        return new Failure("event", reason, false, Optional.empty());
    }

    /** Work that was not begun, since it could not have ended in time. */
    static Failure ofTime(String reason) {
        return new Failure("time", reason, true, Optional.empty());
    }

    /** An index that did not answer. */
    static Failure of(IndexUnavailableException e) {
        return new Failure("index", String.valueOf(e.getMessage()), true, Optional.empty());
    }

    /** What became of one rendition, if it failed. */
    static Optional<Failure> of(RenditionResult result) {
        return result.failure()
                .map(thrown -> new Failure(
                        kind(thrown),
                        result.reason(),
                        result.worthRetrying(),
                        Optional.of(result.profile().name())));
    }

    private static String kind(RuntimeException thrown) {
        if (thrown instanceof MediaException e) {
            return e.kind().name().toLowerCase(Locale.ROOT);
        }
        if (thrown instanceof SourceException e) {
            return e.kind().name().toLowerCase(Locale.ROOT);
        }
        if (thrown instanceof StoreException) {
            return "store";
        }
        return thrown instanceof BusyException ? "busy" : "internal";
    }

    /** For a log or an exception. */
    String sentence() {
        return profile.map(name -> name + ": ").orElse("") + reason;
    }
}

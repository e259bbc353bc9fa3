package dev.renditions.service.lookup;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.SourceLimits;
import dev.renditions.index.RecordedFailure;
import dev.renditions.kind.Plan;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Converts failures to the entries of the index and back. */
final class NegativeCache {
    /** Short, since a newer ffmpeg or a higher limit may make what fails now. */
    static final Duration TTL = Duration.ofHours(1);

    private static final String NOT_APPLICABLE = "not-applicable";

    private static final String LIMIT = "limit-";
    private static final String STRICT = MediaException.Kind.STRICT.name().toLowerCase(Locale.ROOT);

    private NegativeCache() {}

    static RecordedFailure of(Plan.NotApplicable plan) {
        return new RecordedFailure(NOT_APPLICABLE, plan.reason());
    }

    /**
     * The entry for a failure. If a limit was exceeded, the entry names the limits, which may change.
     *
     * @param found which ffmpeg found it, and when
     */
    static RecordedFailure of(MediaException e, SourceLimits limits, String found) {
        String kind = e.kind() == MediaException.Kind.LIMIT
                ? limit(limits)
                : e.kind().name().toLowerCase(Locale.ROOT);
        return new RecordedFailure(kind, e.getMessage() + " (" + found + ")");
    }

    private static String limit(SourceLimits limits) {
        return LIMIT + limits.fingerprint();
    }

    /** The result for a rendition that failed before; empty if the limits have changed, so that it may be tried again. */
    static Optional<Ending> answer(RecordedFailure failure, SourceLimits limits) {
        boolean limit = failure.kind().startsWith(LIMIT);
        if (limit && !failure.kind().equals(limit(limits))) {
            return Optional.empty();
        }
        if (failure.kind().equals(STRICT) && !limits.strict()) {
            return Optional.empty();
        }
        return Optional.of(answer(failure));
    }

    /** The same, independently of the limits that caused it. */
    static Ending answer(RecordedFailure failure) {
        if (failure.kind().equals(NOT_APPLICABLE)) {
            return new Ending.NotMade(Outcome.NOT_APPLICABLE, failure.reason());
        }
        throw new MediaException(
                kind(failure.kind()),
                failure.reason() + " (recorded before; it is tried again after a retry or 'index evict')");
    }

    /** A kind that this version does not know counts as permanent, as all recorded failures are. */
    private static MediaException.Kind kind(String word) {
        if (word.startsWith(LIMIT)) {
            return MediaException.Kind.LIMIT;
        }
        for (MediaException.Kind kind : MediaException.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        return MediaException.Kind.DAMAGED;
    }
}

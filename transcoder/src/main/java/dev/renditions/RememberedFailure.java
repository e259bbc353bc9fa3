package dev.renditions;

import dev.renditions.index.RecordedFailure;
import dev.renditions.plan.Plan;
import java.time.Duration;
import java.util.Locale;

/** Failures as the index remembers them, there and back. */
final class RememberedFailure {
    /** Brief: a newer ffmpeg, or a limit that was raised, may make what can't be made today. */
    static final Duration TTL = Duration.ofHours(1);

    private static final String NOT_APPLICABLE = "not-applicable";

    private RememberedFailure() {}

    static RecordedFailure of(Plan.NotApplicable plan) {
        return new RecordedFailure(NOT_APPLICABLE, plan.reason());
    }

    static RecordedFailure of(MediaException e) {
        return new RecordedFailure(e.kind().name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
    }

    /** What is told to one who asks for what failed before. */
    static Answer answer(RecordedFailure failure) {
        if (failure.kind().equals(NOT_APPLICABLE)) {
            return Answer.without(Outcome.NOT_APPLICABLE, failure.reason());
        }
        throw new MediaException(
                kind(failure.kind()), failure.reason() + " (found before; 'index evict' makes it be tried again)");
    }

    /** A kind that this version does not know is as final as any that was recorded. */
    private static MediaException.Kind kind(String word) {
        for (MediaException.Kind kind : MediaException.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        return MediaException.Kind.DAMAGED;
    }
}

package dev.renditions.api;

import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a request for a rendition ended. */
public enum Outcome {
    /** The index knew the rendition, and the store has it. */
    HIT,
    /** The store had the rendition, but the index did not know it. It does now. */
    STORED,
    /** Another worker made it while this caller waited. */
    COALESCED,
    /** Its tracks were encoded before, for other renditions: they were put together, and nothing was encoded for it. */
    ASSEMBLED,
    /** The source's own streams were put into a new container, without encoding. */
    REMUXED,
    /** It was encoded, or one of its streams was. */
    ENCODED,
    /** Only the plan was requested: the rendition would be encoded. */
    PLANNED,
    /** The source lacks what the profile needs, such as a video or captions. */
    NOT_APPLICABLE,
    /** It could not be made. */
    FAILED;

    /** The outcome of a rendition that was made by this plan. */
    public static Outcome of(Plan.Make plan) {
        return plan.encodes() ? ENCODED : REMUXED;
    }

    /**
     * The outcome of a rendition that was made by this plan.
     *
     * @param tracks the tracks whose encode the plan asks for
     */
    public static Outcome of(Plan.Make plan, List<AssembledTrack> tracks) {
        boolean assembled = !tracks.isEmpty() && tracks.stream().noneMatch(AssembledTrack::encoded);
        return plan.encodes() && assembled ? ASSEMBLED : of(plan);
    }

    /** Its name in JSON, tables and metrics, such as {@code not-applicable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The counts as text for users: {@code 3 encoded, 1 failed}. */
    public static String count(Map<Outcome, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", "));
    }
}

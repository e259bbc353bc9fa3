package dev.renditions.api;

import dev.renditions.kind.Plan;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a request for a rendition ended. */
public enum Outcome {
    /** The index knew it, and the store holds it. */
    HIT,
    /** The store held it; the index did not know, and does now. */
    STORED,
    /** Another worker made it while we asked. */
    COALESCED,
    /** The source's own streams were put into a new container, without encoding. */
    REMUXED,
    /** It was encoded, or one of its streams was. */
    ENCODED,
    /** Not made, since nobody asked for more than the plan: it would be encoded. */
    PLANNED,
    /** The source has nothing to make it from. */
    NOT_APPLICABLE,
    /** It could not be made. */
    FAILED;

    /** How a rendition ended that was made after this plan. */
    public static Outcome of(Plan.Make plan) {
        return plan.encodes() ? ENCODED : REMUXED;
    }

    /** The word for it in JSON, tables and metrics, such as {@code not-applicable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How often each happened, for people: {@code 3 encoded, 1 failed}. */
    public static String count(Map<Outcome, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", "));
    }
}

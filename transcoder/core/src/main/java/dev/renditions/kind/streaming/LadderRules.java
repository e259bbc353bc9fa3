package dev.renditions.kind.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of a ladder that a schema can't express: its rungs descend, and they can be cut at the same times. */
public final class LadderRules {
    private LadderRules() {}

    /** The mistakes in the ladder of a profile; empty if there are none, or no ladder. */
    public static List<String> mistakes(String name, JsonNode profile) {
        List<String> mistakes = new ArrayList<>();
        Set<Integer> rates = new HashSet<>();
        Set<Integer> gops = new HashSet<>();
        int above = Integer.MAX_VALUE;
        for (JsonNode rung : profile.path("ladder")) {
            int shortSide = rung.path("shortSide").asInt();
            if (shortSide >= above) {
                mistakes.add("the rungs of '" + name + "' are not in descending order: shortSide " + shortSide
                        + " follows " + above);
            }
            above = shortSide;
            rates.add(rung.path("maxFrameRate").asInt(60));
            gops.add(rung.path("gopSeconds").asInt(2));
        }
        if (rates.size() > 1 || gops.size() > 1) {
            mistakes.add("the rungs of '" + name
                    + "' need the same maxFrameRate and the same gopSeconds, so that they can be"
                    + " cut at the same times");
        }
        int segment = profile.path("segmentSeconds").asInt(6);
        gops.stream()
                .filter(gop -> gop > 0 && segment % gop != 0)
                .forEach(gop -> mistakes.add("segmentSeconds of '" + name + "' is " + segment
                        + ", which is not a multiple of its gopSeconds, " + gop));
        return mistakes;
    }
}

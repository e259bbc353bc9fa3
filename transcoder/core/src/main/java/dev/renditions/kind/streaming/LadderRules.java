package dev.renditions.kind.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules of a ladder that a schema can't express: its rungs descend in each codec, all codecs have the same sizes, and all rungs can
 * be cut at the same times. Of several encodings of audio, no two are for the same players.
 */
public final class LadderRules {
    private static final String H264 = "h264";
    private static final String AAC = "aac";
    private static final int STEREO = 2;
    private static final int SURROUND = 6;

    private LadderRules() {}

    /** The mistakes in the ladder and the encodings of audio of a profile; empty if there are none, or no ladder. */
    public static List<String> mistakes(String name, JsonNode profile) {
        List<String> mistakes = new ArrayList<>();
        Set<Integer> rates = new HashSet<>();
        Set<Integer> gops = new HashSet<>();
        Map<String, List<Integer>> sizes = new LinkedHashMap<>();
        for (JsonNode rung : profile.path("ladder")) {
            int shortSide = rung.path("shortSide").asInt();
            List<Integer> above = sizes.computeIfAbsent(rung.path("codec").asText(H264), codec -> new ArrayList<>());
            if (!above.isEmpty() && shortSide >= above.get(above.size() - 1)) {
                mistakes.add("the rungs of '" + name + "' are not in descending order: shortSide " + shortSide
                        + " follows " + above.get(above.size() - 1));
            }
            above.add(shortSide);
            rates.add(rung.path("maxFrameRate").asInt(60));
            gops.add(rung.path("gopSeconds").asInt(2));
        }
        if (Set.copyOf(sizes.values()).size() > 1) {
            mistakes.add("the rungs of '" + name + "' need the same sizes in each codec: " + sizes);
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
        if (profile.path("audio").isArray()) {
            mistakes.addAll(encodings(name, profile.path("audio")));
        }
        return mistakes;
    }

    private static List<String> encodings(String name, JsonNode audio) {
        List<String> mistakes = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (JsonNode encoding : audio) {
            String codec = encoding.path("codec").asText(AAC);
            // Mono counts as stereo, since every device plays both.
            int channels = Math.max(STEREO, encoding.path("channels").asInt(codec.equals(AAC) ? STEREO : SURROUND));
            if (found.isEmpty() && (!codec.equals(AAC) || channels > STEREO)) {
                mistakes.add("the first encoding of the audio of '" + name
                        + "' must be AAC with 1 or 2 channels, which every player can play");
            }
            if (!found.add(codec + channels)) {
                mistakes.add("'" + name + "' has two encodings of audio with the codec " + codec + " and "
                        + (channels > STEREO ? "more than" : "at most") + " 2 channels");
            }
        }
        return mistakes;
    }
}

package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the configuration record of Dolby Vision says of a stream. Immutable.
 *
 * @param profile the profile, such as 5, 7 or 8
 * @param compatibility how players that know nothing of Dolby Vision may show the base layer; 0 for not at all
 */
record DolbyVision(int profile, int compatibility) {
    /**
     * Its base layer is IPTPQc2, which only the metadata beside it can turn into colors: shown as anything else, it is green
     * and purple.
     */
    private static final int OWN_COLORS = 5;

    /** The first of the profiles whose base layer may be as that of profile 5, as their compatibility says; older ones show. */
    private static final int FIRST_OF_BOTH = 10;

    /** The record in what ffprobe printed of a stream; empty if there is none. */
    static Optional<DolbyVision> of(JsonNode stream) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (data.has("dv_profile")) {
                return Optional.of(new DolbyVision(
                        data.path("dv_profile").asInt(),
                        data.path("dv_bl_signal_compatibility_id").asInt()));
            }
        }
        return Optional.empty();
    }

    /** Whether the base layer is a picture of its own, with colors as its stream says: HDR10, HLG or BT.709. */
    boolean shown() {
        return profile != OWN_COLORS && (profile < FIRST_OF_BOTH || compatibility != 0);
    }

    /** Why the stream can't be used, where its base layer is not {@link #shown}. */
    String refusal() {
        return "Dolby Vision profile " + profile + " is not supported: its colors can't be converted";
    }
}

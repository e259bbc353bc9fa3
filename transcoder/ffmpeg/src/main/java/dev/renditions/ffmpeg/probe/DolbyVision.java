package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The Dolby Vision configuration record of a stream. Immutable.
 *
 * @param profile the profile, such as 5, 7 or 8
 * @param compatibility how players without Dolby Vision can show the base layer; 0 if they can't
 */
record DolbyVision(int profile, int compatibility) {
    /**
     * The profile whose base layer is IPTPQc2, which needs the Dolby Vision metadata to be converted to colors: shown as anything
     * else, it is green and purple.
     */
    private static final int IPT_PROFILE = 5;

    /** From this profile on, compatibility 0 means a base layer like that of profile 5; older profiles are always compatible. */
    private static final int FIRST_MIXED_PROFILE = 10;

    /** The record in ffprobe's description of a stream; empty if it has none. */
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

    /** Whether the base layer can be shown without Dolby Vision, in the colors that its stream states: HDR10, HLG or BT.709. */
    boolean compatible() {
        return profile != IPT_PROFILE && (profile < FIRST_MIXED_PROFILE || compatibility != 0);
    }

    /** Why the stream can't be used if it is not {@link #compatible}. */
    String refusal() {
        return "Dolby Vision profile " + profile + " is not supported: its colors can't be converted";
    }
}

package dev.renditions.ffmpeg.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The side data of a stream or a packet, as ffprobe prints them. Immutable.
 *
 * @param hashed each kind that may change what is shown or heard, with all its values, sorted
 * @param complete whether that is all of it: false if there is a kind that ffprobe does not print whole, such as the alpha
 *     channel of WebM, a palette or another sample description
 */
record SideData(List<String> hashed, boolean complete) {
    static final SideData NONE = new SideData(List.of(), true);

    private static final String TYPE = "side_data_type=";

    /** Kinds that ffprobe prints whole. */
    private static final Set<String> PRINTED = Set.of(
            "Skip Samples",
            "Display Matrix",
            "Frame Cropping",
            "Mastering display metadata",
            "Content light level metadata",
            "Ambient viewing environment",
            "DOVI configuration record",
            "Stereo 3D",
            "Audio Service Type");

    /** Kinds that nothing here depends on: no decoder, and no filter that we use. */
    private static final Set<String> UNUSED = Set.of(
            "CPB properties",
            "Replay Gain",
            "MPEGTS Stream ID",
            "Producer Reference Time",
            "Fallback track",
            "Spherical Mapping",
            "Strings Metadata",
            "Metadata Update");

    SideData {
        hashed = List.copyOf(hashed);
    }

    /**
     * Parses printed fields.
     *
     * @param fields the fields of all side data, each kind beginning with its type; another field may not be first
     */
    static SideData of(List<String> fields) {
        if (fields.isEmpty()) {
            return NONE;
        }
        List<List<String>> kinds = new ArrayList<>();
        for (String field : fields) {
            if (isType(field)) {
                kinds.add(new ArrayList<>());
            }
            if (kinds.isEmpty()) {
                return new SideData(List.of(), false);
            }
            kinds.get(kinds.size() - 1).add(field);
        }
        List<String> hashed = new ArrayList<>();
        boolean complete = true;
        for (List<String> kind : kinds) {
            String type = type(kind.get(0));
            // A kind of an unexpected size is printed without values.
            if (PRINTED.contains(type) && kind.size() > 1) {
                hashed.add(String.join("|", kind));
            } else {
                complete &= UNUSED.contains(type);
            }
        }
        return new SideData(hashed.stream().sorted().toList(), complete);
    }

    /** Whether a printed field begins a kind of side data. Its name may be preceded by that of its section. */
    static boolean isType(String field) {
        return field.startsWith(TYPE) || field.contains(":" + TYPE);
    }

    private static String type(String field) {
        return field.substring(field.indexOf(TYPE) + TYPE.length());
    }
}

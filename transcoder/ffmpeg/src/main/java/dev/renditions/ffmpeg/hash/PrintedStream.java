package dev.renditions.ffmpeg.hash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stream as ffprobe prints it. Immutable.
 *
 * @param index its index
 * @param codec ffmpeg's name of its codec; empty if unknown
 * @param timeBase seconds of a tick, as a fraction; empty if unknown
 * @param parameters its parameters except defaults, each a name and a value
 * @param sideData its side data
 */
record PrintedStream(int index, String codec, String timeBase, List<String> parameters, SideData sideData) {
    /**
     * The section and the fields to print: what a decoder is given. The pixel format and the like, which only decoding shows,
     * are known from the probe. The hash of the extradata is printed because packets are hashed. Not the duration and the bit
     * rate that the container states.
     */
    static final String ENTRIES = "stream=index,codec_name,profile,codec_type,codec_tag,width,height,has_b_frames,"
            + "sample_aspect_ratio,level,color_range,color_space,color_transfer,color_primaries,chroma_location,"
            + "field_order,alpha_mode,sample_fmt,sample_rate,channels,channel_layout,bits_per_sample,initial_padding,"
            + "r_frame_rate,avg_frame_rate,time_base,bits_per_raw_sample,extradata_size,extradata_hash"
            + ":stream_side_data";

    /** What many muxers state and many leave out, where it is the default. */
    private static final Set<String> DEFAULTS = Set.of(
            "sample_aspect_ratio=N/A",
            "sample_aspect_ratio=1:1",
            "color_range=unknown",
            "color_space=unknown",
            "color_transfer=unknown",
            "color_primaries=unknown");

    private static final String INDEX = "index=";
    private static final String CODEC = "codec_name=";
    private static final String TIME_BASE = "time_base=";

    PrintedStream {
        parameters = List.copyOf(parameters);
    }

    /** Parses a line; empty if it does not state its index. */
    static Optional<PrintedStream> of(String line) {
        List<String> fields = Arrays.asList(line.split("\\|", -1));
        fields = fields.subList(1, fields.size());
        int end = 0;
        while (end < fields.size() && !SideData.isType(fields.get(end))) {
            end++;
        }
        SideData sideData = SideData.of(fields.subList(end, fields.size()));
        String index = "";
        String codec = "";
        String timeBase = "";
        List<String> parameters = new ArrayList<>();
        for (String field : fields.subList(0, end)) {
            if (field.startsWith(INDEX)) {
                index = field.substring(INDEX.length());
            } else if (field.startsWith(TIME_BASE)) {
                timeBase = field.substring(TIME_BASE.length());
            } else if (!DEFAULTS.contains(field)) {
                codec = field.startsWith(CODEC) ? field.substring(CODEC.length()) : codec;
                parameters.add(field);
            }
        }
        try {
            return Optional.of(new PrintedStream(Integer.parseInt(index), codec, timeBase, parameters, sideData));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The parameters without some that are known from elsewhere. */
    List<String> parametersExcept(List<String> known) {
        return parameters.stream()
                .filter(parameter -> !known.contains(parameter))
                .toList();
    }

    /** Whether everything is known that its decoder depends on. */
    boolean hashable() {
        return HashableCodecs.contains(codec) && sideData.complete();
    }
}

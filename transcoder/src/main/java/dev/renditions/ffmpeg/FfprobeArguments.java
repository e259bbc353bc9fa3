package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ffprobe is asked. */
final class FfprobeArguments {
    /** Only what is read: titles, lyrics and the like can be of any length. */
    private static final String ENTRIES = "format=format_name,start_time,duration:format_tags=major_brand"
            + ":stream=index,codec_name,codec_type,codec_tag_string,width,height,sample_aspect_ratio,pix_fmt,field_order,"
            + "r_frame_rate,avg_frame_rate,start_time,duration,channels,sample_rate,"
            + "color_range,color_space,color_transfer,color_primaries"
            + ":stream_disposition=default,attached_pic:stream_tags=DURATION:stream_side_data=rotation";

    private FfprobeArguments() {}

    /** The arguments for one file. */
    static List<String> of(Path file) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        arguments.addAll(InputPins.global());
        arguments.addAll(List.of("-of", "json", "-show_entries", ENTRIES));
        arguments.addAll(InputPins.input(file));
        return arguments;
    }
}

package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.ffmpeg.command.Options;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of ffprobe that look into a file. */
public final class ProbeCommands {
    /** Only what is read: titles, lyrics and the like can be of any length. */
    private static final String ENTRIES = "format=format_name,start_time,duration:format_tags=major_brand"
            + ":stream=index,id,codec_name,codec_type,codec_tag_string,width,height,sample_aspect_ratio,pix_fmt,"
            + "field_order,r_frame_rate,avg_frame_rate,start_time,duration,nb_frames,has_b_frames,"
            + "channels,sample_rate,profile,level,bit_rate,"
            + "color_range,color_space,color_transfer,color_primaries"
            + ":stream_disposition=default,attached_pic,forced,hearing_impaired,captions"
            + ":stream_tags=DURATION,language,alpha_mode:stream_side_data=displaymatrix,"
            + "crop_top,crop_bottom,crop_left,crop_right,dv_profile,dv_bl_signal_compatibility_id"
            + ":stream_group=index,id:stream_group_component=coded_width,coded_height,width,height"
            + ":packet=stream_index,pts_time";

    /** How many packets it prints with the headers: enough to see how the first streams begin. */
    private static final String FIRST_PACKETS = "%+#24";

    /** What it calls the times of a file when it takes them from the bitrate of the first packets. */
    private static final String GUESSES = "Estimating duration from bitrate";

    /** For every packet, a line each: all that {@link dev.renditions.ffmpeg.command.PacketClock} goes by. */
    private static final String PACKETS = "packet=stream_index,pts_time,dts_time,duration_time";

    /** How a line begins, up to the mark of how bad it is: what follows may be an uploader's. */
    private static final String NAMES = "^((?:\\[[^\\]]*] )*?)";

    private static final Pattern WARNING = Pattern.compile(NAMES + "\\[warning] ");
    private static final Pattern ERROR = Pattern.compile(NAMES + "\\[(?:panic|fatal|error)] ");

    private ProbeCommands() {}

    /** For the headers of one file. Warnings are marked as such: only there it says that it guesses. */
    public static FfprobeCommand headers(Path file, DecoderLimits limits) {
        return new FfprobeCommand(Options.of("read_intervals", FIRST_PACKETS), "json", ENTRIES, file, limits);
    }

    /** For the first frame of one stream: how it is turned is known of pictures only when they are decoded. */
    static FfprobeCommand firstFrame(Path file, int stream, DecoderLimits limits) {
        return new FfprobeCommand(
                Options.of("select_streams", stream).with("read_intervals", "%+#1"),
                "json",
                "frame_side_data=side_data_type,displaymatrix",
                file,
                limits);
    }

    /** For the packets of one file: it is read to its end, but nothing is decoded. */
    public static FfprobeCommand packets(Path file, DecoderLimits limits) {
        return new FfprobeCommand(Options.NONE, "csv=p=0", PACKETS, file, limits);
    }

    /** The same, with all that a {@link Packet} holds. */
    static FfprobeCommand wholePackets(Path file, DecoderLimits limits) {
        return new FfprobeCommand(Options.NONE, "csv=p=0", Packet.ENTRIES, file, limits);
    }

    /** Whether it says that it guesses. */
    public static boolean guesses(String stderr) {
        return stderr.contains(GUESSES);
    }

    /** What it says beside its warnings, without the marks. */
    public static String errors(String stderr) {
        return stderr.lines()
                .filter(line -> !WARNING.matcher(line).find())
                .map(line -> ERROR.matcher(line).replaceFirst("$1"))
                .collect(Collectors.joining("\n"));
    }
}

package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.ffmpeg.command.Options;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ffprobe commands that probe a file. */
public final class ProbeCommands {
    /** Only the fields that are used: others, such as titles and lyrics, can be of any length. */
    private static final String ENTRIES = "format=format_name,start_time,duration:format_tags=major_brand"
            + ":stream=index,id,codec_name,codec_type,codec_tag_string,width,height,sample_aspect_ratio,pix_fmt,"
            + "field_order,r_frame_rate,avg_frame_rate,start_time,duration,nb_frames,has_b_frames,"
            + "channels,sample_rate,profile,level,bit_rate,"
            + "color_range,color_space,color_transfer,color_primaries"
            + ":stream_disposition=default,attached_pic,forced,hearing_impaired,captions,"
            + "comment,visual_impaired,descriptions"
            + ":stream_tags=DURATION,language,alpha_mode:stream_side_data=displaymatrix,"
            + "crop_top,crop_bottom,crop_left,crop_right,dv_profile,dv_bl_signal_compatibility_id"
            + ":stream_group=index,id:stream_group_component=coded_width,coded_height,width,height"
            + ":packet=stream_index,pts_time";

    /** Prints the first 24 packets with the headers: enough to see how the first streams start. */
    private static final String FIRST_PACKETS = "%+#24";

    /** The warning of ffprobe when it guesses the duration from the bitrate of the first packets. */
    private static final String GUESSES = "Estimating duration from bitrate";

    /** The fields of each packet that {@link dev.renditions.ffmpeg.command.PacketClock} needs. */
    private static final String PACKETS = "packet=stream_index,pts_time,dts_time,duration_time";

    /** The start of a log line, up to its level: what follows the level may be text of an uploader. */
    private static final String NAMES = "^((?:\\[[^\\]]*] )*?)";

    private static final Pattern WARNING = Pattern.compile(NAMES + "\\[warning] ");
    private static final Pattern ERROR = Pattern.compile(NAMES + "\\[(?:panic|fatal|error)] ");

    private ProbeCommands() {}

    /** Prints the headers of a file. Log lines have a level, since only a warning reports that the duration is a guess. */
    public static FfprobeCommand headers(Path file, DecoderLimits limits) {
        return new FfprobeCommand(Options.of("read_intervals", FIRST_PACKETS), "json", ENTRIES, file, limits);
    }

    /** Prints the first frame of a stream: the orientation of an image is known only after decoding. */
    static FfprobeCommand firstFrame(Path file, int stream, DecoderLimits limits) {
        return new FfprobeCommand(
                Options.of("select_streams", stream).with("read_intervals", "%+#1"),
                "json",
                "frame_side_data=side_data_type,displaymatrix",
                file,
                limits);
    }

    /** Prints the times of all packets of a file. It is read to its end, but nothing is decoded. */
    public static FfprobeCommand packets(Path file, DecoderLimits limits) {
        return new FfprobeCommand(Options.NONE, "csv=p=0", PACKETS, file, limits);
    }

    /**
     * Prints all packets of a file with all fields of {@link Packet}.
     *
     * @param timed whether the file states the times of all packets, as MP4 and MOV do; ffprobe decodes frames for the others,
     *     which takes most of the time
     */
    static FfprobeCommand detailedPackets(Path file, DecoderLimits limits, boolean timed) {
        Options options = timed ? Options.of("skip_frame", "all") : Options.NONE;
        return new FfprobeCommand(options, "csv=p=0", Packet.ENTRIES, file, limits);
    }

    /** Whether the log reports that the duration is a guess. */
    public static boolean guessesDuration(String stderr) {
        return stderr.contains(GUESSES);
    }

    /** The log without warnings and without the levels. */
    public static String errors(String stderr) {
        return stderr.lines()
                .filter(line -> !WARNING.matcher(line).find())
                .map(line -> ERROR.matcher(line).replaceFirst("$1"))
                .collect(Collectors.joining("\n"));
    }
}

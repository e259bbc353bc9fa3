package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What every encode says, whatever it makes. */
public final class CommonArguments {
    private CommonArguments() {}

    /** For the whole run; {@code -n} never writes over a file. */
    public static List<String> global(DecodeErrorPolicy errors, int threads) {
        return global("error", List.of("-progress", "pipe:1"), errors, threads);
    }

    private static List<String> global(String level, List<String> progress, DecodeErrorPolicy errors, int threads) {
        List<String> arguments =
                new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", level, "-n"));
        arguments.addAll(errors.global());
        arguments.addAll(progress);
        arguments.addAll(List.of("-filter_threads", Integer.toString(threads)));
        return arguments;
    }

    /** The same where standard output is needed for something else. */
    public static List<String> silent(DecodeErrorPolicy errors, int threads) {
        return global("error", List.of(), errors, threads);
    }

    /** Everything up to and with the inputs, for a run that decodes. */
    public static List<String> whole(RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        return whole(global(errors, threads), inputs, errors, threads);
    }

    /** The same, for a run that tells what it measures, and marks each line as an error or as information. */
    public static List<String> measuring(RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        return whole(global("level+info", List.of("-progress", "pipe:1"), errors, threads), inputs, errors, threads);
    }

    /** The same, for a run that does not tell how far it is, as it prints its output. */
    public static List<String> printing(RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        return whole(silent(errors, threads), inputs, errors, threads);
    }

    /** The same, for a run that logs how many packets and frames there were and what is wrong with them. */
    public static List<String> examining(RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        return whole(global("repeat+level+verbose", List.of(), errors, threads), inputs, errors, threads);
    }

    private static List<String> whole(List<String> global, RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        List<String> arguments = new ArrayList<>(global);
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(decoding(inputs.source(), threads));
        arguments.addAll(errors.decoding());
        arguments.addAll(inputs.arguments());
        return arguments;
    }

    /** Everything up to and with the source, for a run that decodes nothing. */
    public static List<String> undecoded(RunInputs inputs, DecodeErrorPolicy errors, int threads) {
        List<String> arguments = new ArrayList<>(global(errors, threads));
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(jumps(inputs.source()));
        arguments.addAll(corrections(inputs.source()));
        arguments.addAll(errors.decoding());
        arguments.addAll(inputs.arguments());
        return arguments;
    }

    /** What is added to all timestamps of the next input. */
    public static List<String> offset(Duration offset) {
        return offset.isZero() ? List.of() : List.of("-itsoffset", seconds(offset));
    }

    /** For the decoders of the source. Frames are turned by our own filters, as planned. */
    public static List<String> decoding(Input source, int threads) {
        List<String> arguments = new ArrayList<>(List.of("-threads", Integer.toString(threads), "-noautorotate"));
        arguments.addAll(jumps(source));
        arguments.addAll(corrections(source));
        source.media()
                .video()
                .forEach(video -> AlphaDecoder.of(video)
                        .ifPresent(decoder -> arguments.addAll(List.of("-c:" + video.index(), decoder))));
        return arguments;
    }

    /** For the source: timestamps that are right where ffmpeg's are not. */
    private static List<String> corrections(Input source) {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(source.media().clock().late()).forEach((stream, late) -> {
            String shift = "-" + seconds(late) + "/TB";
            arguments.addAll(List.of("-bsf:" + stream, "setts=pts=PTS" + shift + ":dts=DTS" + shift));
        });
        return arguments;
    }

    /**
     * How joined recordings are put in a row. Where the clock steps back, ffmpeg adds that step to all streams from there on;
     * what still comes of the first recording is then as much too late. Ffmpeg takes that back only if it is a gap that it
     * closes, which without this are gaps of more than 10 seconds.
     */
    private static List<String> jumps(Input source) {
        return source.media()
                .clock()
                .jump()
                .map(jump -> jump.dividedBy(2))
                .filter(gap -> gap.compareTo(PacketClock.GAP) < 0)
                .map(gap -> List.of("-dts_delta_threshold", seconds(gap)))
                .orElse(List.of());
    }

    /** For the output: one stream, and nothing that an uploader wrote into the source. */
    public static List<String> stream(int index) {
        return List.of("-map", "0:" + index);
    }

    /** For the output: no titles, places, chapters, subtitles or data of the source. */
    public static List<String> nothingElse() {
        return List.of("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn");
    }

    /** For the output: titles and the like of that input alone, which we wrote. */
    public static List<String> tagsAlone(int input) {
        List<String> arguments = new ArrayList<>(List.of("-map_metadata", Integer.toString(input)));
        arguments.addAll(List.of("-map_chapters", "-1", "-sn", "-dn"));
        return arguments;
    }

    /** A time in seconds, as options have it. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1000, 6).toPlainString();
    }

    /** The output itself. */
    public static List<String> output(Path file) {
        return List.of("file:" + file.toAbsolutePath());
    }
}

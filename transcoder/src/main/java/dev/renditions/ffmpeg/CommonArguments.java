package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What every encode says, whatever it makes. */
final class CommonArguments {
    /** Ends a run with the first packet or frame that is broken. */
    static final String STRICT = "-xerror";

    private CommonArguments() {}

    /** For the whole run; {@code -n} never writes over a file. */
    static List<String> global(int threads) {
        return global("error", List.of("-progress", "pipe:1"), threads);
    }

    private static List<String> global(String level, List<String> progress, int threads) {
        List<String> arguments =
                new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", level, "-n", STRICT));
        arguments.addAll(progress);
        arguments.addAll(List.of("-filter_threads", Integer.toString(threads)));
        return arguments;
    }

    /** The same where standard output is needed for something else. */
    static List<String> silent(int threads) {
        return global("error", List.of(), threads);
    }

    /** Whether the first broken packet of a file is to end a run. A WAV from a pipe claims to be longer than it is. */
    static boolean strict(Path source) {
        return !FileHead.of(source).pipedWav();
    }

    /**
     * Everything up to and with the inputs, for a run over all of a source.
     *
     * @param strict whether the first broken packet ends it
     */
    static List<String> whole(RunInputs inputs, boolean strict, int threads) {
        return whole(global(threads), inputs, strict, threads);
    }

    /** The same, for a run that tells what it measures, and marks each line as an error or as information. */
    static List<String> measuring(Path source, boolean strict, int threads) {
        List<String> global = global("level+info", List.of("-progress", "pipe:1"), threads);
        return whole(global, RunInputs.whole(source), strict, threads);
    }

    /** The same, for a run that does not tell how far it is, as it prints its output. */
    static List<String> printing(Path source, boolean strict, int threads) {
        return whole(silent(threads), RunInputs.whole(source), strict, threads);
    }

    private static List<String> whole(List<String> global, RunInputs inputs, boolean strict, int threads) {
        List<String> arguments = new ArrayList<>(global);
        if (!strict) {
            arguments.remove(STRICT);
        }
        arguments.addAll(InputPins.global());
        arguments.addAll(decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(inputs.arguments());
        return arguments;
    }

    /** Everything up to and with the source, for a run that decodes nothing. */
    static List<String> undecoded(Path source, int threads) {
        List<String> arguments = new ArrayList<>(global(threads));
        arguments.addAll(InputPins.global());
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(InputPins.input(source));
        return arguments;
    }

    /** For the decoders of the input. Frames are turned by our own filters, as planned. */
    static List<String> decoding(int threads) {
        return List.of("-threads", Integer.toString(threads), "-noautorotate");
    }

    /** For the output: one stream, and nothing that an uploader wrote into the source. */
    static List<String> stream(int index) {
        return List.of("-map", "0:" + index);
    }

    /** For the output: no titles, places, chapters, subtitles or data of the source. */
    static List<String> nothingElse() {
        return List.of("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn");
    }

    /** For the output: titles and the like of that input alone, which we wrote. */
    static List<String> tagsAlone(int input) {
        List<String> arguments = new ArrayList<>(List.of("-map_metadata", Integer.toString(input)));
        arguments.addAll(List.of("-map_chapters", "-1", "-sn", "-dn"));
        return arguments;
    }

    /** A time, before an input where to search for, or how long an input is read. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%06d", duration.toSeconds(), duration.toNanosPart() / 1000);
    }

    /** The output itself. */
    static List<String> output(Path file) {
        return List.of("file:" + file.toAbsolutePath());
    }
}

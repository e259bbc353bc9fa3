package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** Whether the first broken packet of a file is to end a run. A WAV from a pipe claims to be longer than it is. */
    static boolean strict(Path source) {
        return !FileHead.of(source).pipedWav();
    }

    /**
     * Everything up to and with the input, for a run over all of a source.
     *
     * @param strict whether the first broken packet ends it
     */
    static List<String> whole(Path source, boolean strict, int threads) {
        return whole(global(threads), source, strict, threads);
    }

    /** The same, for a run that tells what it measures, and marks each line as an error or as information. */
    static List<String> measuring(Path source, boolean strict, int threads) {
        return whole(global("level+info", List.of("-progress", "pipe:1"), threads), source, strict, threads);
    }

    /** The same, for a run that does not tell how far it is, as it prints its output. */
    static List<String> printing(Path source, boolean strict, int threads) {
        return whole(global("error", List.of(), threads), source, strict, threads);
    }

    private static List<String> whole(List<String> global, Path source, boolean strict, int threads) {
        List<String> arguments = new ArrayList<>(global);
        if (!strict) {
            arguments.remove(STRICT);
        }
        arguments.addAll(InputPins.global());
        arguments.addAll(decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(InputPins.input(source));
        return arguments;
    }

    /** For the decoders of the input. */
    static List<String> decoding(int threads) {
        return List.of("-threads", Integer.toString(threads));
    }

    /** For the output: one stream, and nothing that an uploader wrote into the source. */
    static List<String> stream(int index) {
        return List.of("-map", "0:" + index);
    }

    /** For the output: no titles, places, chapters, subtitles or data of the source. */
    static List<String> nothingElse() {
        return List.of("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn");
    }

    /** The output itself. */
    static List<String> output(Path file) {
        return List.of("file:" + file.toAbsolutePath());
    }
}

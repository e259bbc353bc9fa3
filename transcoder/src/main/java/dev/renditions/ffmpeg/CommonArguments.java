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
        List<String> arguments = new ArrayList<>(quiet());
        arguments.addAll(List.of("-progress", "pipe:1"));
        arguments.addAll(filtering(threads));
        return arguments;
    }

    /** The same where standard output is needed for something else. */
    static List<String> silent(int threads) {
        List<String> arguments = new ArrayList<>(quiet());
        arguments.addAll(filtering(threads));
        return arguments;
    }

    private static List<String> quiet() {
        return List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-n", STRICT);
    }

    private static List<String> filtering(int threads) {
        return List.of("-filter_threads", Integer.toString(threads));
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

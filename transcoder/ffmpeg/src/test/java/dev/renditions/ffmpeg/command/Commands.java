package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Commands as one line of text, and commands for tests. */
public final class Commands {
    private static final SourceLimits USUAL = SourceLimits.DEFAULT;

    private Commands() {}

    /** The settings of a run on a video. */
    public static RunSettings settings(int threads) {
        return new RunSettings(threads, decoder(), USUAL.outputBytes());
    }

    /** The limits on decoding a video. */
    public static DecoderLimits decoder() {
        return new DecoderLimits(USUAL.pixels(), USUAL.streams());
    }

    /** The options of the whitelist before a source. */
    public static String whitelist() {
        return line(InputWhitelist.ofSource(decoder()).options());
    }

    /** The options as one line. */
    public static String line(Options options) {
        return options.words().collect(Collectors.joining(" "));
    }

    /** The arguments as one line, in which {@code <whitelist>} stands for the options of the whitelist. */
    public static String line(FfmpegCommand command) {
        return line(command.arguments());
    }

    /** The arguments as one line, in which {@code <whitelist>} stands for the options of the whitelist. */
    public static String line(FfprobeCommand command) {
        return line(command.arguments());
    }

    private static String line(List<String> arguments) {
        return String.join(" ", arguments).replace(whitelist(), "<whitelist>");
    }

    /** A command that reads a file and writes into folders. */
    public static FfmpegCommand of(Path source, List<Path> folders, FfmpegOutput... outputs) {
        return of(source, folders, settings(1), outputs);
    }

    /** A command that reads a file and writes into folders. */
    public static FfmpegCommand of(Path source, List<Path> folders, RunSettings settings, FfmpegOutput... outputs) {
        return new FfmpegCommand(
                GlobalOptions.usual(DecodeErrorPolicy.STRICT, settings),
                List.of(FfmpegInput.source(Options.NONE, source, settings.decoder())),
                List.of(outputs),
                folders);
    }
}

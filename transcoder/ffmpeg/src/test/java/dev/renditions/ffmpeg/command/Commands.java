package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Commands as tests look at them. */
public final class Commands {
    private static final SourceLimits USUAL = SourceLimits.DEFAULT;

    private Commands() {}

    /** Those of a run over a video. */
    public static RunSettings settings(int threads) {
        return new RunSettings(threads, decoder(), USUAL.outputBytes());
    }

    /** Those of a video. */
    public static DecoderLimits decoder() {
        return new DecoderLimits(USUAL.pixels(), USUAL.streams());
    }

    /** The words that stand before a source. */
    public static String whitelist() {
        return line(InputWhitelist.ofSource(decoder()).options());
    }

    /** One line. */
    public static String line(Options options) {
        return options.words().collect(Collectors.joining(" "));
    }

    /** One line, with the whitelist, which has a test of its own, left out. */
    public static String line(FfmpegCommand command) {
        return line(command.arguments());
    }

    /** One line, with the whitelist left out. */
    public static String line(FfprobeCommand command) {
        return line(command.arguments());
    }

    private static String line(List<String> arguments) {
        return String.join(" ", arguments).replace(whitelist(), "<pins>");
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

package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of ffprobe. Only the start of its process writes it as words. Immutable.
 *
 * @param selection which packets and streams it looks at
 * @param format how it prints
 * @param entries what it prints
 * @param file what it looks into
 * @param limits what that may cost
 * @param opened decoders that it may open beside those of the whitelist
 */
public record FfprobeCommand(
        Options selection, String format, String entries, Path file, DecoderLimits limits, Options opened) {
    /** Warnings are marked as such, beside errors. */
    private static final String LOG = "level+warning";

    /** One that opens the usual decoders. */
    public FfprobeCommand(Options selection, String format, String entries, Path file, DecoderLimits limits) {
        this(selection, format, entries, file, limits, Options.NONE);
    }

    /** The same with leave to open one decoder more, for one stream. */
    public FfprobeCommand opening(int stream, String codec) {
        return new FfprobeCommand(
                selection, format, entries, file, limits, opened.with("codec_whitelist:" + stream, codec));
    }

    /** The words of its command line, without the program. */
    public List<String> arguments() {
        Options asked = Options.of("v", LOG)
                .with("max_alloc", limits.allocation())
                .with("of", format)
                .with("show_entries", entries);
        return Stream.of(
                        selection,
                        asked,
                        FfmpegInput.source(Options.NONE, file, limits).words(),
                        opened)
                .flatMap(Options::words)
                .toList();
    }
}

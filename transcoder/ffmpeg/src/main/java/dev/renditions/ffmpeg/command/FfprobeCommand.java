package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of ffprobe as a value. It becomes a list of arguments only when its process starts. Immutable.
 *
 * @param selection which packets and streams it reads
 * @param format the format that it prints
 * @param entries the sections and fields that it prints
 * @param file the file that it reads
 * @param limits the limits of that file
 * @param opened decoders that it may open in addition to those of the whitelist
 */
public record FfprobeCommand(
        Options selection, String format, String entries, Path file, DecoderLimits limits, Options opened) {
    /** Logs warnings and errors, each with its level. */
    private static final String LOG = "level+warning";

    /** A run that opens only whitelisted decoders. */
    public FfprobeCommand(Options selection, String format, String entries, Path file, DecoderLimits limits) {
        this(selection, format, entries, file, limits, Options.NONE);
    }

    /** The same run, allowed to open one more decoder for one stream. */
    public FfprobeCommand opening(int stream, String codec) {
        return new FfprobeCommand(
                selection, format, entries, file, limits, opened.with("codec_whitelist:" + stream, codec));
    }

    /** The arguments of the command line, without the program. */
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

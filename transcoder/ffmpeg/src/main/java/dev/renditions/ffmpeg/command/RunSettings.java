package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;

/**
 * The settings of a run over one source, whatever its outputs. Immutable.
 *
 * @param threads how many threads each decoder, filter and encoder uses
 * @param decoder the limits of the source
 * @param outputBytes the most bytes of each file that it writes
 */
public record RunSettings(int threads, DecoderLimits decoder, long outputBytes) {
    /** The settings for one source. */
    public static RunSettings of(int threads, SourceLimits limits, Path source) {
        return new RunSettings(threads, DecoderLimits.of(limits, source), limits.outputBytes());
    }
}

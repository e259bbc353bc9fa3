package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;

/**
 * How a run over one source works, whatever it makes. Immutable.
 *
 * @param threads how many threads each part of it computes with
 * @param decoder what its source may cost
 * @param outputBytes the most bytes of each file that it writes
 */
public record RunSettings(int threads, DecoderLimits decoder, long outputBytes) {
    /** Those for one source. */
    public static RunSettings of(int threads, SourceLimits limits, Path source) {
        return new RunSettings(threads, DecoderLimits.of(limits, source), limits.outputBytes());
    }
}

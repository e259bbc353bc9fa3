package dev.renditions.ffmpeg.engine;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.files.PathRules;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to find ffmpeg and how much of the machine it may use. Immutable.
 *
 * @param program an ffmpeg program with its ffprobe beside it, or the folder of both; absent for the bundled one
 * @param cache where the bundled one is unpacked; made if missing, else nobody but its user may be able to write it
 * @param allowOld whether a version with known vulnerabilities may be used
 * @param threads how many threads each part of one encode (decoder, filters, encoder) computes with: as many as there are
 *     cores for each of the encodes that run at once. The parts wait for each other, so that together they keep about as
 *     many cores busy; the system counts more threads, of which most wait. Fewer for the decoder or the filters save
 *     nothing measurable, and slow down sources that are hard to decode.
 * @param sandbox how its runs are kept from the machine
 * @param limits what sources and outputs may measure
 * @param paths which folders nobody else can redirect
 */
public record FfmpegSettings(
        Optional<Path> program,
        Path cache,
        boolean allowOld,
        int threads,
        SandboxSettings sandbox,
        SourceLimits limits,
        PathRules paths) {
    /**
     * Checks the threads.
     *
     * @throws IllegalArgumentException if there is not one at least
     */
    public FfmpegSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("an encode has at least one thread, not " + threads);
        }
    }

    /** The same without exceptions for paths. */
    public FfmpegSettings(
            Optional<Path> program, Path cache, boolean allowOld, int threads, SandboxSettings sandbox, SourceLimits limits) {
        this(program, cache, allowOld, threads, sandbox, limits, PathRules.STRICT);
    }

    /** The same in the strongest available sandbox, with the usual limits. */
    public FfmpegSettings(Optional<Path> program, Path cache, boolean allowOld, int threads) {
        this(program, cache, allowOld, threads, SandboxSettings.DEFAULT, SourceLimits.DEFAULT);
    }
}

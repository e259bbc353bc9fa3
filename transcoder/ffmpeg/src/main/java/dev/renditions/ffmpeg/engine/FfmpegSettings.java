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
 * @param cache the folder that the bundled ffmpeg is unpacked into; created if it is missing, otherwise only its owner may be
 *     able to write to it
 * @param allowOld whether a version with known vulnerabilities may be used
 * @param threads the threads of each part of one encode (decoder, filters, encoder): the number of cores for each concurrent
 *     encode. The parts wait for each other, so together they keep about that many cores busy, although the system counts
 *     more threads. Fewer for the decoder or the filters save nothing measurable, and slow down sources that are hard to
 *     decode.
 * @param sandbox the sandbox of its runs
 * @param limits the limits on sources and outputs
 * @param paths which folders are trusted: nobody else can redirect them
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
     * Checks the number of threads.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public FfmpegSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("an encode needs at least one thread, not " + threads);
        }
    }

    /** Settings without exceptions for paths. */
    public FfmpegSettings(
            Optional<Path> program,
            Path cache,
            boolean allowOld,
            int threads,
            SandboxSettings sandbox,
            SourceLimits limits) {
        this(program, cache, allowOld, threads, sandbox, limits, PathRules.STRICT);
    }

    /** Settings with the strongest available sandbox and the default limits. */
    public FfmpegSettings(Optional<Path> program, Path cache, boolean allowOld, int threads) {
        this(program, cache, allowOld, threads, SandboxSettings.DEFAULT, SourceLimits.DEFAULT);
    }
}

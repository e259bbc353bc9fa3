package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to find ffmpeg and how much of the machine it may use. Immutable.
 *
 * @param program an ffmpeg program with its ffprobe beside it, or the folder of both; absent for the bundled one
 * @param cache where the bundled one is unpacked; made if missing, else nobody but its user may be able to write it
 * @param allowOld whether a version with known holes may be used
 * @param threads threads of one encode: as many as there are cores for each of those that run at once
 */
public record FfmpegSettings(Optional<Path> program, Path cache, boolean allowOld, int threads) {
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
}

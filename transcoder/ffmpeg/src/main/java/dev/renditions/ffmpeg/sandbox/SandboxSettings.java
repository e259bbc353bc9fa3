package dev.renditions.ffmpeg.sandbox;

import dev.renditions.api.SourceLimits;

/**
 * The sandbox and the memory limit of ffmpeg and ffprobe. Immutable.
 *
 * @param choice the sandbox
 * @param memoryBytes the limit on the address space of one run. It also counts memory that is reserved and never used, such as
 *     the stacks of threads: a run of many threads reserves twice as much as it uses.
 */
public record SandboxSettings(SandboxChoice choice, long memoryBytes) {
    /** With less, the programs do not start. */
    public static final long LEAST_MEMORY = 256L << 20;

    /** The strongest sandbox that is available, and enough memory for 8K videos. */
    public static final SandboxSettings DEFAULT =
            new SandboxSettings(SandboxChoice.AUTO, SourceLimits.DEFAULT.memoryBytes());

    /**
     * Checks the memory limit.
     *
     * @throws IllegalArgumentException if the programs would not start with it
     */
    public SandboxSettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("ffmpeg does not start with less than " + (LEAST_MEMORY >> 20) + " MiB");
        }
    }
}

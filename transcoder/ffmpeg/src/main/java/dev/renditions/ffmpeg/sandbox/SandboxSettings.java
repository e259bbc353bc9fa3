package dev.renditions.ffmpeg.sandbox;

import dev.renditions.api.SourceLimits;

/**
 * How the programs are kept from the machine. Immutable.
 *
 * @param choice which sandbox they run in
 * @param memoryBytes the most addresses of memory that one run may ask for. It counts what is set aside and never used
 *     too, such as the stacks of threads: a run of many threads asks for twice of what it takes.
 */
public record SandboxSettings(SandboxChoice choice, long memoryBytes) {
    /** Less, and the programs do not even start. */
    public static final long LEAST_MEMORY = 256L << 20;

    /** The strongest sandbox there is, and room for 8K films. */
    public static final SandboxSettings DEFAULT = new SandboxSettings(SandboxChoice.AUTO, SourceLimits.DEFAULT.memoryBytes());

    /**
     * Checks the memory.
     *
     * @throws IllegalArgumentException if the programs could not even start in it
     */
    public SandboxSettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("ffmpeg does not start with less than " + (LEAST_MEMORY >> 20) + " MiB");
        }
    }
}

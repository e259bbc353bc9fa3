package dev.renditions.ffmpeg.sandbox.limits;

import java.time.Duration;

/**
 * What the system lets a run take of the machine. Immutable.
 *
 * @param memoryBytes the largest address space of a run
 * @param processors how many can compute at once
 * @param inherited what we were allowed ourselves: limits are never raised
 */
public record LimitValues(long memoryBytes, int processors, InheritedLimits inherited) {
    /** A process that its time does not end is ended by this, not before it. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** Bytes of address space. */
    long memory() {
        return inherited.memory(memoryBytes);
    }

    /** Seconds of processor time, of a run that takes at most so long by the clock. */
    long seconds(Duration limit) {
        return inherited.seconds(Math.max(1, limit.plus(SLACK).toSeconds()) * processors);
    }

    /** Bytes of each file that is written; pipes are no files. */
    long fileBytes(FileAccess access) {
        return inherited.fileBytes(access.writes().orElse(0));
    }

    String describe() {
        return "memory " + (memoryBytes >> 20) + " MiB, processor time " + processors
                + " times the limit of each run, files as large as their output may be, no core dumps";
    }
}

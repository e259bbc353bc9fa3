package dev.renditions.ffmpeg.sandbox.limits;

import java.time.Duration;

/**
 * The resources that a run may use. Immutable.
 *
 * @param memoryBytes the limit on the address space of a run
 * @param processors the number of processors that can run at once
 * @param inherited the limits of our own process: limits are never raised
 */
public record LimitValues(long memoryBytes, int processors, InheritedLimits inherited) {
    /** Added to the time limit: the limit on processor time ends only runs that the time limit did not end. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** Bytes of address space. */
    long memory() {
        return inherited.memory(memoryBytes);
    }

    /** Seconds of processor time of a run with this wall-clock limit. */
    long seconds(Duration limit) {
        return inherited.seconds(Math.max(1, limit.plus(SLACK).toSeconds()) * processors);
    }

    /** Bytes of each file that is written; pipes are not limited. */
    long fileBytes(FileAccess access) {
        return inherited.fileBytes(access.writes().orElse(0));
    }

    String describe() {
        return "memory " + (memoryBytes >> 20) + " MiB, processor time " + processors
                + " times the limit of each run, files as large as their output may be, no core dumps";
    }
}

package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The prlimit of util-linux: what the system itself lets a run take of the machine, whether or not anybody watches it.
 *
 * @param program where it is
 * @param memoryBytes the most addresses that a run may ask for
 * @param processors how many can compute at once
 * @param inherited what we were allowed ourselves: limits are never raised
 */
record Prlimit(Path program, long memoryBytes, int processors, InheritedLimits inherited) {
    /** A process that its time does not end is ended by this, not before it. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /**
     * The arguments before a command.
     *
     * @param limit how long it may take by the clock; by the processors' it can be at most as many times that
     * @param access says how large the files may be that it writes; pipes are none
     */
    List<String> arguments(Duration limit, Access access) {
        long seconds = Math.max(1, limit.plus(SLACK).toSeconds()) * processors;
        return List.of(
                program.toString(),
                "--as=" + inherited.memory(memoryBytes),
                "--cpu=" + inherited.seconds(seconds),
                "--fsize=" + inherited.fileBytes(access.writes().orElse(0)),
                "--core=0");
    }

    String describe() {
        return "memory " + (memoryBytes >> 20) + " MiB, processor time " + processors
                + " times the limit of each run, files as large as their output may be, no core dumps";
    }
}

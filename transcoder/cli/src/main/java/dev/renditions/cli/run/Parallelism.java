package dev.renditions.cli.run;

import java.util.Optional;

/**
 * How many sources are worked on at once, and how many threads each part of an encode (decoder, filters, encoder) may compute
 * with, so that the jobs together ask for no more than the machine has. ffmpeg has more threads, which mostly wait.
 *
 * @param jobs sources at once
 * @param threadsPerJob threads for each
 */
public record Parallelism(int jobs, int threadsPerJob) {
    public static Parallelism of(Optional<Integer> wanted, int sources) {
        return of(wanted, sources, Runtime.getRuntime().availableProcessors());
    }

    static Parallelism of(Optional<Integer> wanted, int sources, int processors) {
        // An encoder scales to a few threads well and to many badly: by default each job gets two.
        int jobs = Math.max(1, Math.min(wanted.orElse((processors + 1) / 2), Math.min(sources, processors)));
        return new Parallelism(jobs, Math.max(1, processors / jobs));
    }
}

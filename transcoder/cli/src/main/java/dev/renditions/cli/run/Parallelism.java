package dev.renditions.cli.run;

import java.util.Optional;

/**
 * How many jobs run at once, and how many threads each part of an encode (decoder, filters, encoder) may use, so that
 * all jobs together use no more threads than the machine has processors. ffmpeg has more threads, which mostly wait.
 *
 * @param jobs the number of sources at once
 * @param threadsPerJob the number of threads for each part of an encode
 */
public record Parallelism(int jobs, int threadsPerJob) {
    public static Parallelism of(Optional<Integer> wanted, int sources) {
        return of(wanted, sources, Runtime.getRuntime().availableProcessors());
    }

    static Parallelism of(Optional<Integer> wanted, int sources, int processors) {
        // An encoder scales well to a few threads, but not to many. By default each job gets two.
        int jobs = Math.max(1, Math.min(wanted.orElse((processors + 1) / 2), Math.min(sources, processors)));
        return new Parallelism(jobs, Math.max(1, processors / jobs));
    }
}

package dev.renditions.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What the contract suites need besides the port under test. */
public interface IndexUnderTest {
    Duration HOUR = Duration.ofHours(1);

    /** Times to live that Memcached reads as dates, and their neighbours. */
    List<Duration> LONG_TIMES = List.of(Duration.ofDays(30), Duration.ofDays(31), Duration.ofSeconds(Long.MAX_VALUE));

    /** Invalid times to live. */
    List<Duration> BAD_TIMES = List.of(Duration.ZERO, Duration.ofMillis(-1));

    /** Runs a check after {@code time}: moves the clock or waits. */
    void after(Duration time, Runnable check);

    /** The results of a task that runs in many threads at once. */
    static <T> List<T> atOnce(int threads, Callable<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}

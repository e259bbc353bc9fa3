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

/** What the contract suites of the index need besides the port that they test. */
public interface IndexUnderTest {
    Duration HOUR = Duration.ofHours(1);

    /** Times that memcached takes for dates, and their neighbours. */
    List<Duration> LONG_TIMES = List.of(Duration.ofDays(30), Duration.ofDays(31), Duration.ofSeconds(Long.MAX_VALUE));

    /** Times to live that are refused. */
    List<Duration> BAD_TIMES = List.of(Duration.ZERO, Duration.ofMillis(-1));

    /** Checks what must hold once {@code time} has passed: moves the clock, or waits. */
    void after(Duration time, Runnable check);

    /** What a task answers in each of many threads that begin it together. */
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

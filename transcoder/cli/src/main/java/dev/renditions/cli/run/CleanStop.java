package dev.renditions.cli.run;

import dev.renditions.config.Wiring;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work on the caller's thread that leaves no temporary file if the process is told to stop meanwhile (Ctrl-C). */
public final class CleanStop {
    /** For the work to end by itself; one that waits for a network may not hear of it. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private CleanStop() {}

    /** Does the work; if the process is stopped it is interrupted, and what it leaves in the folders of jobs is deleted. */
    public static <T> T run(Wiring wiring, Supplier<T> work) {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread onStop = new Thread(() -> stop(worker, done, wiring), "stop");
        Runtime.getRuntime().addShutdownHook(onStop);
        try {
            return work.get();
        } finally {
            done.countDown();
            unregister(onStop);
        }
    }

    private static void stop(Thread worker, CountDownLatch done, Wiring wiring) {
        worker.interrupt();
        try {
            boolean unused = done.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wiring.workspace().close();
    }

    private static void unregister(Thread onStop) {
        try {
            Runtime.getRuntime().removeShutdownHook(onStop);
        } catch (IllegalStateException e) {
            // The process is stopping already, and the hook with it.
        }
    }
}

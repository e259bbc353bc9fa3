package dev.renditions.cli.run;

import dev.renditions.config.Wiring;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs work on the caller's thread, and deletes its temporary files if the process is stopped meanwhile (Ctrl-C). */
public final class CleanStop {
    /** How long to wait for interrupted work to end. Work that waits for a network may ignore the interrupt. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private CleanStop() {}

    /** Runs the work. If the process is stopped, interrupts the work and deletes the folders of its jobs. */
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
            // The process is already stopping.
        }
    }
}

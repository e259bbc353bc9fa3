package dev.renditions.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * The result of a task, and the peak memory of the programs that it started. Linux only.
 *
 * @param <T> the type of the result
 * @param result the result of the task
 * @param bytes the peak resident memory of one program; 0 if none ran long enough to be measured
 */
public record ChildMemory<T>(T result, long bytes) {
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** Runs a task and waits for its end. */
    public static <T> ChildMemory<T> of(Supplier<T> work, Duration limit) {
        CompletableFuture<T> ending = OwnThread.of(work);
        AtomicLong most = new AtomicLong();
        Awaitility.await()
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> {
                    most.accumulateAndGet(now(), Math::max);
                    return ending.isDone();
                });
        return new ChildMemory<>(ending.join(), most.get());
    }

    private static long now() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> Path.of("/proc", Long.toString(child.pid())))
                .filter(ChildMemory::isProgram)
                .map(child -> peak(child.resolve("status")))
                .flatMapToLong(OptionalLong::stream)
                .max()
                .orElse(0);
    }

    /** Between fork and exec a child is a copy of this process with all its memory; other tests also start Java. */
    private static boolean isProgram(Path process) {
        try {
            return !Files.readSymbolicLink(process.resolve("exe")).endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalLong peak(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}

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
 * What a work results in, and the most memory that a program took which it started. On Linux alone, where it can be read.
 *
 * @param <T> the kind of the result
 * @param result of the work
 * @param bytes resident in memory, of one program; 0 if none ran for long enough to be seen
 */
public record ChildMemory<T>(T result, long bytes) {
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** Waits for a work. */
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

    /** A process that has not begun its program yet is a copy of ours, with all of our memory; other tests start Java, too. */
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

package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.index.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link Worker} in its own virtual machine, controlled by a test. For one thread. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final String ENDED = "ended";

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int asked;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        // Tests may be killed before they close their processes, and a frozen process does not see the end of its
        // input.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread reader = new Thread(this::read, "worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a worker without waiting until it is ready, so that several can start at once; see {@link #awaitReady}.
     */
    static WorkerProcess start(WorkerSettings settings, SharedStore store) {
        Path log = new Scene(settings.scene()).log("worker-" + System.nanoTime());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true"));
        // The commands of ffmpeg.
        settings.ffmpeg()
                .ifPresent(cache -> command.add(
                        "-Dorg.slf4j.simpleLogger.log.dev.renditions.ffmpeg.process.ConfinedProcess=debug"));
        command.addAll(store.options());
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Worker.class.getName()));
        command.addAll(settings.arguments());
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new WorkerProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<WorkerProcess> start(int count, WorkerSettings settings, SharedStore store) {
        List<WorkerProcess> workers =
                Stream.generate(() -> start(settings, store)).limit(count).toList();
        workers.forEach(WorkerProcess::awaitReady);
        return workers;
    }

    WorkerProcess awaitReady() {
        expect(Worker.READY);
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** Starts this many concurrent requests, for one profile or for several with commas between them. */
    void ask(int count, String profile, Path source) {
        asked = count * profile.split(",", -1).length;
        try {
            process.getOutputStream().write((count + " " + profile + " " + source + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("worker " + pid() + " does not accept commands; its output: " + said(), e);
        }
    }

    /** Waits until all the requests are running. */
    void awaitBegun() {
        expect(Worker.BEGUN);
    }

    /** The responses to all the requests, in order of arrival. */
    List<Reply> replies() {
        List<Reply> replies = new ArrayList<>();
        while (replies.size() < asked) {
            replies.add(Reply.parse(next()));
        }
        expect(Worker.END);
        return replies;
    }

    /** Sends this many concurrent requests and waits for the responses. */
    List<Reply> request(int count, String profile, Path source) {
        ask(count, profile, source);
        awaitBegun();
        return replies();
    }

    void kill() {
        Signal.KILL.send(pid());
    }

    void freeze() {
        Signal.STOP.send(pid());
    }

    void thaw() {
        Signal.CONT.send(pid());
    }

    /** Kills the process if it still runs, and waits for its end, so that its folders can be deleted. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("worker " + pid() + " does not exit");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void expect(String word) {
        String line = next();
        if (!line.equals(word)) {
            throw new AssertionError("worker " + pid() + " printed '" + line + "' instead of '" + word + "'");
        }
    }

    private String next() {
        try {
            String line = lines.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || line.equals(ENDED)) {
                throw new AssertionError("worker " + pid() + " does not respond"
                        + (line == null ? " within " + LIMIT : ", it has exited") + "; its output: " + said());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for worker " + pid(), e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString());
        }
        lines.add(ENDED);
    }

    /** The messages for people that it has written until now. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

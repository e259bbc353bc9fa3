package dev.renditions.cli;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The command line in its own process, which can receive signals. For one thread and one run. */
final class RunningProgram implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String logLevel = "warn";
    private Process process;

    /** Creates a program with its work folder, store and log in a folder. */
    RunningProgram(Path folder) {
        this.folder = folder;
        with(Setting.CACHE_DIR, Cli.CACHE.toString());
        with(Setting.WORK_DIR, work().toString());
        with(Setting.STORE, "file:" + store());
    }

    RunningProgram with(Setting setting, String value) {
        environment.put(setting.variable(), value);
        return this;
    }

    RunningProgram withVariables(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Sets the log level, as {@code RENDITIONS_LOG} does. */
    RunningProgram withLog(String level) {
        logLevel = level;
        return this;
    }

    void start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + Files.createDirectories(systemTemporary()),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + logLevel,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Renditions.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RENDITIONS_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /**
     * Sends a signal to processes in this order.
     *
     * @param name the name without SIG
     */
    static void signal(String name, long... pids) throws IOException, InterruptedException {
        String all =
                String.join(" ", LongStream.of(pids).mapToObj(Long::toString).toList());
        int code = shell("kill -" + name + " " + all);
        if (code != 0) {
            throw new IllegalStateException("can't send a signal to " + all + ": exit code " + code);
        }
    }

    /** Whether an interrupt stops child processes of this one. Ignored signals are inherited. */
    static boolean receivesInterrupts() throws IOException, InterruptedException {
        return shell("kill -INT $$; exit 7") != 7;
    }

    private static int shell(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", line).inheritIO().start();
        if (!shell.waitFor(10, TimeUnit.SECONDS)) {
            shell.destroyForcibly();
            throw new IllegalStateException("the shell does not exit: " + line);
        }
        return shell.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The running child processes and their descendants. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** The running ffmpeg processes. */
    List<ProcessHandle> encoders() {
        return process.descendants()
                .filter(child -> child.info()
                        .command()
                        .filter(command -> Path.of(command).endsWith("ffmpeg"))
                        .isPresent())
                .toList();
    }

    /** Waits for the exit, and returns the exit code. */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the program still runs after " + limit + "; its log: " + log());
        }
        return process.exitValue();
    }

    Path work() {
        return folder.resolve("work");
    }

    Path store() {
        return folder.resolve("store");
    }

    /** The system's temporary folder of the program. */
    Path systemTemporary() {
        return folder.resolve("tmp");
    }

    /** The output so far. */
    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the program and its descendants, if they still run. */
    @Override
    public void close() {
        if (process != null) {
            Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}

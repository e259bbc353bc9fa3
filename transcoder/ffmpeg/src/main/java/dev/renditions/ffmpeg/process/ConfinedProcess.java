package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ws.schild.jave.process.ProcessWrapper;

/**
 * A run of ffmpeg or ffprobe in its sandbox. It receives only its arguments: a minimal environment instead of ours, which has
 * credentials, a separate folder, and an empty standard input. Its whole process tree is killed when it ends, when its time
 * limit has passed, when the thread that waits for it is interrupted or ends, and when the Java virtual machine ends. For use
 * by one thread.
 */
public final class ConfinedProcess extends ProcessWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(ConfinedProcess.class);
    private static final int STDERR_BYTES = 16 * 1024;
    private static final Duration READERS_TIMEOUT = Duration.ofSeconds(5);

    /** For runs that JAVE2 starts and waits for: they list what the program was built with. */
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(1);

    /** Reads the standard output of a process to its end. */
    @FunctionalInterface
    public interface Output {
        /** Discards the output. */
        Output IGNORED = stream -> stream.transferTo(OutputStream.nullOutputStream());

        void read(InputStream stream) throws IOException;
    }

    /**
     * How a run ended.
     *
     * @param exitCode 0 for success
     * @param stderr the last part of its standard error
     */
    public record Ended(int exitCode, String stderr) {}

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private final FileAccess access;
    private final Confinement confinement;
    private Duration limit = DEFAULT_LIMIT;
    private @Nullable Process process;

    /**
     * A process that is not yet started.
     *
     * @param program the program to run
     * @param environment its complete environment
     * @param access the folder that it runs in, and the files that it may read and write
     * @param confinement its sandbox and limits
     */
    public ConfinedProcess(Path program, Map<String, String> environment, FileAccess access, Confinement confinement) {
        super(program.toString());
        command.add(program.toString());
        this.environment = Map.copyOf(environment);
        this.access = access;
        this.confinement = confinement;
    }

    @Override
    public void addArgument(String argument) {
        command.add(argument);
    }

    /** Starts it. Ignores the arguments of JAVE2: streams are always open, and the process is always killed at shutdown. */
    @Override
    public void execute(boolean destroyOnRuntimeShutdown, boolean openStreams) throws IOException {
        if (process != null) {
            throw new IllegalStateException("the process is already started");
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug("runs {}", shellLine());
        }
        ProcessBuilder builder = new ProcessBuilder(confinement.wrap(command, access, limit))
                .directory(access.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = ChildProcesses.all().start(builder);
        process = started;
        started.getOutputStream().close();
    }

    /** The command quoted for a shell, for the log only: an operator can paste it. No shell is used to run it. */
    private String shellLine() {
        return command.stream()
                .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /**
     * Runs it to its end.
     *
     * @param limit how long it may take
     * @param output reads what it prints, on another thread; an exception there ends the run and is thrown here
     * @throws MediaException of kind TIME if it took too long, of kind ENGINE if it can't be started
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public Ended run(Duration limit, Output output) {
        return run(limit, output, line -> {});
    }

    /**
     * Runs it to its end.
     *
     * @param logged receives each line of its standard error, on another thread
     */
    public Ended run(Duration limit, Output output, Consumer<String> logged) {
        this.limit = limit;
        try (this) {
            execute();
            Process started = started();
            TailBuffer stderr = new TailBuffer(STDERR_BYTES);
            AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
            Thread errors = reader("stderr", () -> stderr.drain(started.getErrorStream(), logged));
            Thread prints = reader("stdout", () -> read(started, output, failure));
            boolean ended = started.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                ChildProcesses.all().end(started);
            }
            prints.join(READERS_TIMEOUT.toMillis());
            errors.join(READERS_TIMEOUT.toMillis());
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            if (!ended) {
                throw new MediaException(
                        MediaException.Kind.TIME, "it did not finish within " + limit.toSeconds() + " seconds");
            }
            return new Ended(started.exitValue(), stderr.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + command.get(0) + " ran");
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE,
                    "the program " + command.get(0) + " can't be run: " + e.getMessage(),
                    e);
        }
    }

    private static void read(Process process, Output output, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            output.read(process.getInputStream());
        } catch (IOException e) {
            // The process was killed; the code that killed it reports why.
        } catch (RuntimeException e) {
            failure.set(e);
            ChildProcesses.all().end(process);
        }
    }

    private static Thread reader(String name, Runnable work) {
        Thread thread = new Thread(work, "ffmpeg-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException("the process is not started");
        }
        return process;
    }

    @Override
    public InputStream getInputStream() {
        return started().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return started().getOutputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return started().getErrorStream();
    }

    @Override
    public int getProcessExitCode() {
        try {
            return started().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + command.get(0) + " ran");
        }
    }

    /** Kills it and its descendants, if it still runs. */
    @Override
    public void destroy() {
        if (process != null) {
            ChildProcesses.all().end(process);
        }
    }

    @Override
    public void close() {
        destroy();
    }
}

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
 * A run of ffmpeg or ffprobe that gets nothing from us but its arguments: a bare environment instead of ours with its
 * credentials, a folder of its own, an empty standard input. Its whole process tree ends with it, with its time, with
 * the thread that waits for it and with the virtual machine. For use by one thread.
 */
public final class ConfinedProcess extends ProcessWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(ConfinedProcess.class);
    private static final int STDERR_BYTES = 16 * 1024;
    private static final Duration READERS_PATIENCE = Duration.ofSeconds(5);

    /** For runs that somebody else waits for: questions about the program itself. */
    private static final Duration UNASKED_LIMIT = Duration.ofMinutes(1);

    /** Reads what a process prints to its standard output, to the end. */
    @FunctionalInterface
    public interface Output {
        /** For what is not wanted. */
        Output IGNORED = stream -> stream.transferTo(OutputStream.nullOutputStream());

        void read(InputStream stream) throws IOException;
    }

    /**
     * How a run ended.
     *
     * @param exitCode 0 if it says that all went well
     * @param stderr the end of what it had to say
     */
    public record Ended(int exitCode, String stderr) {}

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private final FileAccess access;
    private final Confinement confinement;
    private Duration limit = UNASKED_LIMIT;
    private @Nullable Process process;

    /**
     * Not yet started.
     *
     * @param program what to run
     * @param environment all of its environment
     * @param access where it runs, and what it may read and write of our files
     * @param confinement what is put around it
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

    /** Starts it. What JAVE2 would ask for in its arguments always is so here. */
    @Override
    public void execute(boolean destroyOnRuntimeShutdown, boolean openStreams) throws IOException {
        if (process != null) {
            throw new IllegalStateException("it was started before");
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

    /** The command as a shell takes it, to be tried by hand; no shell is asked here. */
    private String shellLine() {
        return command.stream()
                .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /**
     * Runs it to its end.
     *
     * @param limit how long it may take
     * @param output takes what it prints, on another thread; what that throws ends the run and is thrown here
     * @throws MediaException of kind TIME if it took too long, of kind ENGINE if it can't be started
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    public Ended run(Duration limit, Output output) {
        return run(limit, output, line -> {});
    }

    /**
     * The same.
     *
     * @param logged takes each line of its standard error, on another thread
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
            prints.join(READERS_PATIENCE.toMillis());
            errors.join(READERS_PATIENCE.toMillis());
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            if (!ended) {
                throw new MediaException(
                        MediaException.Kind.TIME, "it was not done within its " + limit.toSeconds() + " seconds");
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
            // The process was killed; whoever did that says why.
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
            throw new IllegalStateException("it was not started");
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

    /** Kills it and all that it started, if it still runs. */
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

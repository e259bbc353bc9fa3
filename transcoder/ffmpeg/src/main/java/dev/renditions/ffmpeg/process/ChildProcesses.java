package dev.renditions.ffmpeg.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running child processes. One shutdown hook kills them all, so that none outlives this process. Safe for use by many
 * threads at once.
 */
public final class ChildProcesses {
    /** How long to wait for the end of a process that was killed. */
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    private static final ChildProcesses ALL = new ChildProcesses();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ALL::end, "end-ffmpeg"));
    }

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private boolean ending;

    private ChildProcesses() {}

    public static ChildProcesses all() {
        return ALL;
    }

    /**
     * Starts a process. The shutdown hook waits until this returns: a process that was started but not yet added here would
     * outlive this one.
     *
     * @throws IOException if it can't be started, or this process is shutting down
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ending) {
            throw new IOException("this program is shutting down and starts no more processes");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Kills a process and its descendants, and waits a few seconds for their end. */
    void end(Process process) {
        if (process.isAlive()) {
            kill(process).forEach(ChildProcesses::await);
        }
        running.remove(process);
    }

    public int count() {
        return running.size();
    }

    private synchronized void end() {
        ending = true;
        running.forEach(ChildProcesses::kill);
    }

    /** Lists the descendants twice: one may be started in between. */
    private static List<ProcessHandle> kill(Process process) {
        List<ProcessHandle> killed = new ArrayList<>(process.descendants().toList());
        process.descendants().forEach(killed::add);
        process.destroyForcibly();
        killed.add(process.toHandle());
        killed.forEach(ProcessHandle::destroyForcibly);
        return killed;
    }

    private static void await(ProcessHandle handle) {
        try {
            handle.onExit().get(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It was killed; a process that is stuck in the kernel ends later.
        }
    }
}

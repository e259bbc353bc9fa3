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
 * The processes that we started and that may still run: none of them outlives us. One hook serves them all, as the end
 * of a virtual machine is no time to find out who else wants to know. Safe for use by many threads at once.
 */
public final class ChildProcesses {
    /** How long the system may take to end a process that was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
     * Starts a process. The end of the virtual machine waits for it: a process that was started and not yet known here
     * would outlive us.
     *
     * @throws IOException if it can't be started, or the virtual machine is ending
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ending) {
            throw new IOException("nothing is started any more, since this program is ending");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Kills a process and all that it started, and waits a moment for their end. */
    void end(Process process) {
        if (process.isAlive()) {
            kill(process).forEach(ChildProcesses::await);
        }
        running.remove(process);
    }

    /** How many run. */
    public int count() {
        return running.size();
    }

    private synchronized void end() {
        ending = true;
        running.forEach(ChildProcesses::kill);
    }

    /** Descendants are asked for twice: one may be started while the first are killed. */
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
            handle.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It was told to end; a process stuck in the kernel can't be hurried.
        }
    }
}

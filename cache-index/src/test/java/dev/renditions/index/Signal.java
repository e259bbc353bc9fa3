package dev.renditions.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Signals that can be sent to a process with {@code kill}. */
public enum Signal {
    /** Ends the process at once. */
    KILL,
    /** Freezes the process. */
    STOP,
    /** Resumes the process. */
    CONT;

    private static final long LIMIT_SECONDS = 10;

    /** Sends the signal.
     *
     * @throws IllegalStateException if sending fails
     */
    public void send(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw new IllegalStateException("sending " + this + " to process " + pid + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + this + " to process " + pid, e);
        }
    }
}

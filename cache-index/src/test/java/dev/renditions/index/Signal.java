package dev.renditions.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What a process can be told by the system, where there is a {@code kill}. */
public enum Signal {
    /** Ends it at once: it can do nothing about it. */
    KILL,
    /** Freezes it. */
    STOP,
    /** Lets it go on. */
    CONT;

    private static final long LIMIT_SECONDS = 10;

    /**
     * Sends it.
     *
     * @throws IllegalStateException if it can't be sent
     */
    public void send(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw new IllegalStateException("no " + this + " was sent to process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + this + " to process " + pid, e);
        }
    }
}

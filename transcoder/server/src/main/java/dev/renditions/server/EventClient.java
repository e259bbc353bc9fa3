package dev.renditions.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.Callback;

/**
 * A client that receives events. Events that it has not read yet are kept up to a limit; a client that is slower than
 * that is disconnected, and may reconnect. Thread-safe.
 */
final class EventClient {
    /** Enough for a busy minute. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private final Outlet outlet;
    private final Runnable onEnd;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int characters;
    private boolean writing;
    private boolean ended;

    EventClient(Outlet outlet, Runnable onEnd) {
        this.outlet = outlet;
        this.onEnd = onEnd;
    }

    /** The connection that the bytes are sent over. */
    interface Outlet {
        /** Starts to write; one write at a time. */
        void write(ByteBuffer bytes, Callback callback);

        /** Ends the connection. */
        void end(boolean orderly);
    }

    /**
     * Sends a message after the earlier ones.
     *
     * @return whether the client is still connected
     */
    boolean send(String message) {
        boolean begin;
        boolean slow;
        synchronized (this) {
            if (ended) {
                return false;
            }
            slow = characters + message.length() > MOST_CHARACTERS;
            begin = !writing && !slow;
            if (!slow) {
                waiting.add(message);
                characters += message.length();
                writing = true;
            }
        }
        if (slow) {
            end(false);
            return false;
        }
        if (begin) {
            writeNext();
        }
        return true;
    }

    /** Stops sending. */
    void end(boolean orderly) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
        }
        onEnd.run();
        outlet.end(orderly);
    }

    /** Sends all waiting messages in one write. */
    private void writeNext() {
        String text;
        synchronized (this) {
            if (ended || waiting.isEmpty()) {
                writing = false;
                return;
            }
            text = String.join("", waiting);
            waiting.clear();
            characters = 0;
        }
        outlet.write(
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(this::writeNext, failure -> end(false)));
    }
}

package dev.renditions.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.Callback;

/**
 * One who listens to events. What they have not taken yet is kept, up to a bound; who is slower than that is let go, and may
 * come again. Safe for use by many threads.
 */
final class EventClient {
    /** A busy minute. */
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

    /** Where the bytes go. */
    interface Outlet {
        /** Begins to write; one at a time. */
        void write(ByteBuffer bytes, Callback callback);

        /** Ends the connection. */
        void end(boolean orderly);
    }

    /**
     * Sends a message, after those before it.
     *
     * @return whether the client still listens
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

    /** Sends nothing any more. */
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

    /** All that waits, as one. */
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

package dev.renditions.index.memcached.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.renditions.index.codec.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.spy.memcached.ops.GetOperation;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationErrorType;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.protocol.BaseOperationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A question for values whose reply is read within bounds. The client's own allocates as many bytes as a reply claims, which
 * ends the process at two gigabytes, and waits for good after a line that it does not know. Here a value too long to be one of
 * ours is read past and comes out empty, so that it can be written over; what no server sends (a longer value than servers
 * take, an endless line, a key that was not asked for) breaks the connection. For the client's thread.
 */
abstract class BoundedGetOperation extends BaseOperationImpl {
    /** What a server takes unless it was set to take more ({@code -I}). */
    static final int LARGEST_ITEM = 1 << 20;

    /** A key has 250 bytes at most, an error a sentence. */
    private static final int LONGEST_LINE = 2048;

    private static final Pattern VALUE = Pattern.compile(
            "VALUE (?<key>[^ ]+) (?<flags>[0-9]{1,10}) (?<length>[0-9]{1,10})(?: (?<version>[0-9]{1,19}))?");
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] EMPTY = {};
    private static final OperationStatus FOUND = new OperationStatus(true, "END", StatusCode.SUCCESS);
    private static final OperationStatus NOT_FOUND = new OperationStatus(false, "END", StatusCode.ERR_NOT_FOUND);

    private final String verb;
    private final Collection<String> keys;
    private final Set<String> due;
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private @Nullable Incoming incoming;

    private BoundedGetOperation(String verb, Collection<String> keys, OperationCallback callback) {
        this.verb = verb;
        this.keys = List.copyOf(keys);
        this.due = new HashSet<>(keys);
        setCallback(callback);
    }

    /** Asks for values. */
    static GetOperation get(Collection<String> keys, GetOperation.Callback callback) {
        return new Get(keys, callback);
    }

    /** Asks for a value and its version, by which it can be swapped. */
    static GetsOperation gets(Collection<String> keys, GetsOperation.Callback callback) {
        return new Gets(keys, callback);
    }

    abstract void deliver(String key, int flags, long version, byte[] value);

    abstract boolean hasVersions();

    /** What was asked for. */
    public Collection<String> getKeys() {
        return keys;
    }

    /** Nothing is asked again by the client itself. */
    @Override
    public byte[] getErrorMsg() {
        return EMPTY;
    }

    @Override
    public void initialize() {
        setBuffer(ByteBuffer.wrap((verb + " " + String.join(" ", keys) + "\r\n").getBytes(US_ASCII)));
    }

    @Override
    protected void wasCancelled() {
        getCallback().receivedStatus(CANCELLED);
    }

    @Override
    public void readFromBuffer(ByteBuffer from) throws IOException {
        while (from.hasRemaining() && getState() != OperationState.COMPLETE) {
            if (incoming == null) {
                readLine(from.get());
            } else if (incoming.isWholeWith(from)) {
                deliver(incoming.key, incoming.flags, incoming.version, incoming.kept);
                incoming = null;
            }
        }
    }

    private void readLine(byte next) throws IOException {
        if (lineLength == LONGEST_LINE) {
            throw new IOException("it sends a line of more than " + LONGEST_LINE + " bytes");
        }
        line[lineLength++] = next;
        if (next != '\n') {
            return;
        }
        if (lineLength < LINE_END.length || line[lineLength - LINE_END.length] != '\r') {
            throw new IOException("it ends a line in a way of its own");
        }
        String text = new String(line, 0, lineLength - LINE_END.length, ISO_8859_1);
        lineLength = 0;
        read(text);
    }

    private void read(String text) throws IOException {
        Matcher value = VALUE.matcher(text);
        if (text.equals("END")) {
            getCallback().receivedStatus(due.size() < keys.size() ? FOUND : NOT_FOUND);
            transitionState(OperationState.COMPLETE);
        } else if (value.matches()) {
            begin(value);
        } else if (text.equals("ERROR")) {
            handleError(OperationErrorType.GENERAL, text);
        } else if (text.startsWith("CLIENT_ERROR")) {
            handleError(OperationErrorType.CLIENT, text);
        } else if (text.startsWith("SERVER_ERROR")) {
            handleError(OperationErrorType.SERVER, text);
        } else {
            throw unexpected(text);
        }
    }

    private void begin(Matcher value) throws IOException {
        String key = value.group("key");
        boolean versioned = value.group("version") != null;
        if (versioned != hasVersions() || !due.remove(key)) {
            throw unexpected(value.group());
        }
        long length = Long.parseLong(value.group("length"));
        if (length > LARGEST_ITEM) {
            throw new IOException(
                    "it sends a value of " + length + " bytes; no more than " + LARGEST_ITEM + " are taken");
        }
        try {
            // Some programs write flags of 32 bits; what they mean is not asked.
            int flags = (int) Long.parseLong(value.group("flags"));
            incoming = new Incoming(key, flags, versioned ? Long.parseLong(value.group("version")) : 0, (int) length);
        } catch (NumberFormatException e) {
            throw new IOException("it sends a version that is out of range", e);
        }
    }

    private IOException unexpected(String text) {
        return new IOException("to '" + verb + " " + keys.iterator().next() + "' it answers '"
                + text.substring(0, Math.min(80, text.length())) + "'");
    }

    /** A value that is being read. */
    private static final class Incoming {
        private final String key;
        private final int flags;
        private final long version;
        private final int length;
        private final byte[] kept;
        private int read;

        Incoming(String key, int flags, long version, int length) {
            this.key = key;
            this.flags = flags;
            this.version = version;
            this.length = length;
            this.kept = length <= Seal.LARGEST_VALUE ? new byte[length] : EMPTY;
        }

        /** Reads on; true once value and line end are there, and then no further. */
        boolean isWholeWith(ByteBuffer from) throws IOException {
            int more = Math.min(length - read, from.remaining());
            if (more > 0) {
                take(from, more);
            }
            while (read >= length && read < length + LINE_END.length && from.hasRemaining()) {
                if (from.get() != LINE_END[read++ - length]) {
                    throw new IOException("a value has another length than it says");
                }
            }
            return read == length + LINE_END.length;
        }

        private void take(ByteBuffer from, int count) {
            if (kept.length == length) {
                from.get(kept, read, count);
            } else {
                from.position(from.position() + count);
            }
            read += count;
        }
    }

    private static final class Get extends BoundedGetOperation implements GetOperation {
        private final GetOperation.Callback receiver;

        Get(Collection<String> keys, GetOperation.Callback callback) {
            super("get", keys, callback);
            this.receiver = callback;
        }

        @Override
        void deliver(String key, int flags, long version, byte[] value) {
            receiver.gotData(key, flags, value);
        }

        @Override
        boolean hasVersions() {
            return false;
        }
    }

    private static final class Gets extends BoundedGetOperation implements GetsOperation {
        private final GetsOperation.Callback receiver;

        Gets(Collection<String> keys, GetsOperation.Callback callback) {
            super("gets", keys, callback);
            this.receiver = callback;
        }

        @Override
        void deliver(String key, int flags, long version, byte[] value) {
            receiver.gotData(key, flags, version, value);
        }

        @Override
        boolean hasVersions() {
            return true;
        }
    }
}

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
 * A get or gets whose reply is read within bounds. The client's own operation allocates as many bytes as a reply
 * claims, up to two gigabytes, and hangs after an unknown line. Here a value that is too long to be one of ours is
 * skipped and delivered as empty, so that it can be overwritten. What no server sends (a value above the server limit,
 * an endless line, a key that was not requested) breaks the connection. Confined to the client's thread.
 */
abstract class BoundedGetOperation extends BaseOperationImpl {
    /** The default item size limit of Memcached (option {@code -I}). */
    static final int LARGEST_ITEM = 1 << 20;

    /** A key has at most 250 bytes; error messages are short. */
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

    /** Requests values. */
    static GetOperation get(Collection<String> keys, GetOperation.Callback callback) {
        return new Get(keys, callback);
    }

    /** Requests values and their versions for a compare-and-swap. */
    static GetsOperation gets(Collection<String> keys, GetsOperation.Callback callback) {
        return new Gets(keys, callback);
    }

    abstract void deliver(String key, int flags, long version, byte[] value);

    abstract boolean hasVersions();

    /** The requested keys. */
    public Collection<String> getKeys() {
        return keys;
    }

    /** Not used: the client never repeats a request itself. */
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
            throw new IOException("it sent a line of more than " + LONGEST_LINE + " bytes");
        }
        line[lineLength++] = next;
        if (next != '\n') {
            return;
        }
        if (lineLength < LINE_END.length || line[lineLength - LINE_END.length] != '\r') {
            throw new IOException("it sent a line that does not end in CR LF");
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
            throw new IOException("it sent a value of " + length + " bytes; the limit is " + LARGEST_ITEM);
        }
        try {
            // Some programs write flags of 32 bits. Their meaning is ignored.
            int flags = (int) Long.parseLong(value.group("flags"));
            incoming = new Incoming(key, flags, versioned ? Long.parseLong(value.group("version")) : 0, (int) length);
        } catch (NumberFormatException e) {
            throw new IOException("it sent a version that is out of range", e);
        }
    }

    private IOException unexpected(String text) {
        return new IOException("it answered '" + verb + " " + keys.iterator().next() + "' with '"
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

        /** Reads up to the end of the value and its line end; true once both are complete. */
        boolean isWholeWith(ByteBuffer from) throws IOException {
            int more = Math.min(length - read, from.remaining());
            if (more > 0) {
                take(from, more);
            }
            while (read >= length && read < length + LINE_END.length && from.hasRemaining()) {
                if (from.get() != LINE_END[read++ - length]) {
                    throw new IOException("the length of a value differs from the announced one");
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

package dev.renditions.http.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An answer, for whatever server sends it. Immutable.
 *
 * @param status the HTTP status
 * @param headers by name; without {@code Content-Length}, which is the body's
 * @param body what is sent; the answer to a {@code HEAD} has the body that a {@code GET} would have, and the server leaves
 *     it out but not its length
 */
public record ApiResponse(int status, Map<String, String> headers, Body body) {
    /** Copies the headers, in their order. */
    public ApiResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** What is sent. */
    public sealed interface Body permits Nothing, Bytes, Deferred, FilePart, Streamed {
        /** How many bytes it has. */
        long length();
    }

    /** No body. */
    public record Nothing() implements Body {
        @Override
        public long length() {
            return 0;
        }
    }

    /**
     * A short body, in memory.
     *
     * @param text it, as UTF-8
     * @param shared the same as bytes outside of the heap, which are never changed; absent if each answer has a text of its own
     */
    public record Bytes(String text, Optional<ByteBuffer> shared) implements Body {
        /** A text of one answer. */
        public Bytes(String text) {
            this(text, Optional.empty());
        }

        /**
         * The text of many answers, such as a file of the page. They are all sent from one buffer: a copy for each would stay
         * in memory for as long as its client takes to read it. The buffer is direct, since sockets copy others once more.
         */
        public static Bytes shared(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return new Bytes(text, Optional.of(buffer.asReadOnlyBuffer()));
        }

        /** The bytes, with a position of their own. */
        public ByteBuffer buffer() {
            return shared.map(ByteBuffer::duplicate)
                    .orElseGet(() -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public long length() {
            return buffer().remaining();
        }
    }

    /**
     * A text that is written only if it is sent: a client that has it already costs nothing. The router replaces it by {@link
     * Bytes} before a response reaches a server.
     *
     * @param text writes it
     */
    public record Deferred(Supplier<String> text) implements Body {
        @Override
        public long length() {
            throw new IllegalStateException("this body has not been written yet");
        }
    }

    /** A body without an end, such as events. Only the server whose handler makes it can send it. */
    public non-sealed interface Streamed extends Body {
        @Override
        default long length() {
            throw new IllegalStateException("this body has no length");
        }
    }

    /**
     * Some bytes of a local file that never changes.
     *
     * @param file where it is
     * @param offset of the first byte
     * @param length how many; the file has them all
     */
    public record FilePart(Path file, long offset, long length) implements Body {}

    /** The same answer with its text written, if that was deferred. */
    public ApiResponse written() {
        return body instanceof Deferred deferred
                ? new ApiResponse(status, headers, new Bytes(deferred.text().get()))
                : this;
    }

    /** The same answer with one more header. */
    public ApiResponse with(String header, String value) {
        return with(Map.of(header, value));
    }

    /** The same answer with more headers, which replace those of the same name. */
    public ApiResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new ApiResponse(status, all, body);
    }
}

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
 * A response, independent of the server that sends it. Immutable.
 *
 * @param status the HTTP status
 * @param headers by name, in order; without {@code Content-Length}, which the body determines
 * @param body the body; the response to a {@code HEAD} has the body of the {@code GET}, of which the server sends only
 *     the length
 */
public record ApiResponse(int status, Map<String, String> headers, Body body) {
    public ApiResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The body of a response. */
    public sealed interface Body permits Nothing, Bytes, Deferred, FilePart, Streamed {
        /** Its length in bytes. */
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
     * A short body in memory.
     *
     * @param text the body, as UTF-8
     * @param shared the same bytes in a direct buffer that is never changed; absent if the text belongs to one response
     */
    public record Bytes(String text, Optional<ByteBuffer> shared) implements Body {
        /** The text of one response. */
        public Bytes(String text) {
            this(text, Optional.empty());
        }

        /**
         * A text that many responses share, such as a file of the page. All are sent from one buffer, since a copy for
         * each would stay in memory for as long as its client takes to read it. The buffer is direct, since sockets
         * copy other buffers once more.
         */
        public static Bytes shared(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return new Bytes(text, Optional.of(buffer.asReadOnlyBuffer()));
        }

        /** The bytes, with a buffer position of their own. */
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
     * A text that is produced only if it is sent, so clients that already have it cost nothing. The router replaces it
     * by {@link Bytes} before the response reaches a server.
     *
     * @param text produces the text
     */
    public record Deferred(Supplier<String> text) implements Body {
        @Override
        public long length() {
            throw new IllegalStateException("this body has not been produced yet");
        }
    }

    /** A body without an end, such as events. Only the server whose handler creates it can send it. */
    public non-sealed interface Streamed extends Body {
        @Override
        default long length() {
            throw new IllegalStateException("this body has no length");
        }
    }

    /**
     * A range of a local file that never changes.
     *
     * @param file the file
     * @param offset of the first byte
     * @param length number of bytes; the file has at least offset + length bytes
     */
    public record FilePart(Path file, long offset, long length) implements Body {}

    /** The same response with a deferred text produced. */
    public ApiResponse written() {
        return body instanceof Deferred deferred
                ? new ApiResponse(status, headers, new Bytes(deferred.text().get()))
                : this;
    }

    /** The same response with one more header. */
    public ApiResponse with(String header, String value) {
        return with(Map.of(header, value));
    }

    /** The same response with more headers, which replace those of the same name. */
    public ApiResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new ApiResponse(status, all, body);
    }
}

package dev.renditions.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
    public sealed interface Body permits Nothing, Bytes, FilePart {
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
     */
    public record Bytes(String text) implements Body {
        @Override
        public long length() {
            return text.getBytes(StandardCharsets.UTF_8).length;
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

    /** The same answer with one more header. */
    public ApiResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, more, body);
    }
}

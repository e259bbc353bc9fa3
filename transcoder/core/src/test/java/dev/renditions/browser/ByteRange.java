package dev.renditions.browser;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte range of an HTTP request for a part of a file. Immutable.
 *
 * @param first the first byte
 * @param last the last byte, inclusive; less than {@code first} if the range is empty
 */
record ByteRange(long first, long last) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** The range of a whole file of a size. */
    static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /**
     * Parses a {@code Range} header. Empty if it is not satisfiable for a file of that size, or not a supported range.
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches() || size == 0 || (parts.group(1) + parts.group(2)).isEmpty()) {
            return Optional.empty();
        }
        if (parts.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(parts.group(2)), size);
            return suffix == 0 ? Optional.empty() : Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = Long.parseLong(parts.group(1));
        long last = parts.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(parts.group(2)), size - 1);
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    /** The number of bytes. */
    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}

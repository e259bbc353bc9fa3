package dev.renditions.browser;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as one HTTP request asks for it. Immutable.
 *
 * @param first the first byte
 * @param last the last byte, included; before the first where the part is empty
 */
record ByteRange(long first, long last) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** All of a file of that size. */
    static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /**
     * What a header {@code Range} asks for; empty if it can't be had of a file of that size, or is no range that we know.
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

    /** How many bytes it has. */
    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}

package dev.renditions.http.message;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte range that a {@code Range} header asks for. A single range is served as such. For several ranges, or a
 * header that can't be parsed, the whole file is served, as RFC 9110, 14.2, allows: many small ranges cost a server
 * more than the whole file.
 */
public sealed interface ByteRange permits ByteRange.Whole, ByteRange.Part, ByteRange.Outside {
    /** The whole file. */
    record Whole() implements ByteRange {}

    /**
     * A part of the file.
     *
     * @param first its first byte
     * @param last its last byte, inclusive, within the file
     */
    record Part(long first, long last) implements ByteRange {
        public long length() {
            return last - first + 1;
        }
    }

    /** A range beyond the end of the file. */
    record Outside() implements ByteRange {}

    /** Parses the header for a file of this length. */
    static ByteRange parse(String header, long bytes) {
        Matcher range = Form.ONE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long last = number(range.group(2));
            return last == 0 || bytes == 0 ? new Outside() : new Part(Math.max(0, bytes - last), bytes - 1);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= bytes ? new Outside() : new Part(first, Math.min(last, bytes - 1));
    }

    private static long number(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** The syntax of a single range. */
    final class Form {
        private static final Pattern ONE = Pattern.compile("(?i)bytes=(\\d{0,30})-(\\d{0,30})");

        private Form() {}
    }
}

package dev.renditions.http.message;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header Range asks for. One range is answered as such. Several, and what can't be read, are answered with the whole
 * file, as RFC 9110, 14.2, allows: many small ranges cost a server more than the file.
 */
public sealed interface ByteRange permits ByteRange.Whole, ByteRange.Part, ByteRange.Outside {
    /** All of it. */
    record Whole() implements ByteRange {}

    /**
     * Some of it.
     *
     * @param first its first byte
     * @param last its last, which the file has
     */
    record Part(long first, long last) implements ByteRange {
        public long length() {
            return last - first + 1;
        }
    }

    /** Nothing that the file has. */
    record Outside() implements ByteRange {}

    /** Reads the header for a file of so many bytes. */
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

    /** How one range is written. */
    final class Form {
        private static final Pattern ONE = Pattern.compile("(?i)bytes=(\\d{0,30})-(\\d{0,30})");

        private Form() {}
    }
}

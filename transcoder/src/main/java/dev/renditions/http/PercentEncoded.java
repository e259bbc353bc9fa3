package dev.renditions.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;

/**
 * Percent-encoded text of a URI, read strictly: exactly what RFC 3986 allows, once, as UTF-8. What is read leniently here
 * and strictly elsewhere has two meanings.
 */
final class PercentEncoded {
    /** More than the longest key takes with every byte of it encoded. */
    private static final int LONGEST = 4096;

    private static final BitSet PLAIN = new BitSet();

    static {
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/"
                .chars()
                .forEach(PLAIN::set);
    }

    private PercentEncoded() {}

    /**
     * Checks the form of a whole path. An encoded slash is none: what stands between a caller and this code may take it for
     * a slash, or leave it.
     *
     * @throws ApiException as 400 if it is none
     */
    static void requirePath(String path) {
        if (path.length() > LONGEST) {
            throw new ApiException(Problem.of(400, "the path is longer than " + LONGEST + " characters"));
        }
        if (!path.startsWith("/")) {
            throw new ApiException(Problem.of(400, "the path does not begin with a slash"));
        }
        decode(path);
        if (path.toLowerCase(Locale.ROOT).contains("%2f")) {
            throw new ApiException(Problem.of(400, "an encoded slash (%2F) is not taken in a path; write /"));
        }
    }

    /**
     * The text without its encoding; a plus is a plus.
     *
     * @throws ApiException as 400 if a character is neither allowed nor encoded, or what is encoded is not UTF-8
     */
    static String decode(String encoded) {
        return decode(encoded, PLAIN, false);
    }

    /** The same by other rules: which characters stand for themselves, and whether a plus is a space. */
    static String decode(String encoded, BitSet plain, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.put((byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
                i += 2;
            } else if (plusIsSpace && c == '+') {
                bytes.put((byte) ' ');
            } else if (plain.get(c)) {
                bytes.put((byte) c);
            } else {
                throw new ApiException(Problem.of(
                        400, "the character at " + i + " of an encoded text is not allowed there; encode it as %XX"));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new ApiException(Problem.of(400, "what is encoded as %XX is not UTF-8"));
        }
    }

    /** Ours alone: Java's own parsers take a sign, or digits of other scripts. */
    private static int digit(String encoded, int at) {
        int digit = at < encoded.length() && encoded.charAt(at) < 0x80 ? Character.digit(encoded.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new ApiException(Problem.of(400, "a '%' without two hexadecimal digits behind it; write %25"));
        }
        return digit;
    }
}

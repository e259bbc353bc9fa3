package dev.renditions.http.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the query of a URI into parameters, strictly: a plus is a space, and everything is decoded once. */
public final class QueryParameters {
    private static final int LONGEST = 8192;
    private static final int MOST = 100;

    /** Presigned URLs contain more characters than RFC 3986 allows, and browsers send them unencoded. */
    private static final BitSet PLAIN = new BitSet();

    static {
        PLAIN.set('!', 0x7f);
        "\"<>\\^`{|}#%&+".chars().forEach(PLAIN::clear);
    }

    private QueryParameters() {}

    /**
     * The parameters, each with its values in order.
     *
     * @param encoded the query without its question mark; may be empty
     * @throws ApiException as 400 if it is longer than 8,192 characters, has more than 100 parameters, or is not
     *     encoded correctly
     */
    public static Map<String, List<String>> parse(String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (encoded.isEmpty()) {
            return parameters;
        }
        if (encoded.length() > LONGEST) {
            throw new ApiException(Problem.of(400, "the query is longer than " + LONGEST + " characters"));
        }
        String[] pairs = encoded.split("&", -1);
        if (pairs.length > MOST) {
            throw new ApiException(Problem.of(400, "the query has more than " + MOST + " parameters"));
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.put((byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else if (PLAIN.get(c)) {
                bytes.put((byte) c);
            } else {
                throw new ApiException(Problem.of(400, "the query has a character that must be percent-encoded"));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new ApiException(Problem.of(400, "the query is not encoded in UTF-8"));
        }
    }

    /** ASCII only: {@link Character#digit} accepts digits of other scripts too. */
    private static int digit(String encoded, int at) {
        int digit = at < encoded.length() && encoded.charAt(at) < 0x80 ? Character.digit(encoded.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new ApiException(Problem.of(400, "a '%' in the query is not followed by two hexadecimal digits"));
        }
        return digit;
    }
}

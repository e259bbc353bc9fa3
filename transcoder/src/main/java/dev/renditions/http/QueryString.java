package dev.renditions.http;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of a URI as parameters, read strictly: a plus is a space, and everything is decoded once. */
public final class QueryString {
    private static final int LONGEST = 8192;
    private static final int MOST = 100;

    /** Links that others have signed carry more than RFC 3986 would have them, and browsers send it. */
    private static final BitSet PLAIN = new BitSet();

    static {
        PLAIN.set('!', 0x7f);
        "\"<>\\^`{|}#%&+".chars().forEach(PLAIN::clear);
    }

    private QueryString() {}

    /**
     * The parameters, each with its values in their order.
     *
     * @param encoded the query without its question mark; may be empty
     * @throws ApiException as 400 if it is longer than 8,192 characters, has more than 100 parameters, or is not encoded right
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
                parameters
                        .computeIfAbsent(PercentEncoded.decode(name, PLAIN, true), n -> new ArrayList<>())
                        .add(PercentEncoded.decode(value, PLAIN, true));
            }
        }
        return parameters;
    }
}

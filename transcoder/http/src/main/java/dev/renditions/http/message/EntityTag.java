package dev.renditions.http.message;

import dev.renditions.index.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer is known by when it is asked for again (ETag). Immutable.
 *
 * @param tag as it stands in the header, with its quotation marks
 */
public record EntityTag(String tag) {
    /** Who sends more has not got it from us. */
    private static final int LONGEST = 4096;

    /** Of exactly these bytes. */
    public static EntityTag of(String text) {
        return new EntityTag('"'
                + ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32)
                + '"');
    }

    /** Whether the caller has the same already. Compared weakly, as RFC 9110, 13.1.2, wants it for reading. */
    public boolean matches(ApiRequest request) {
        Optional<String> known = request.header("If-None-Match").filter(text -> text.length() <= LONGEST);
        if (known.isEmpty()) {
            return false;
        }
        if (known.get().strip().equals("*")) {
            return true;
        }
        for (String each : known.get().split(",", -1)) {
            if (opaque(each.strip()).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    /** The answer, or that it has not changed. */
    public ApiResponse answer(ApiRequest request, ApiResponse whole) {
        ApiResponse tagged = whole.with("ETag", tag);
        if (!matches(request)) {
            return tagged;
        }
        Map<String, String> headers = new LinkedHashMap<>(tagged.headers());
        headers.remove("Content-Type");
        return new ApiResponse(304, headers, new ApiResponse.Nothing());
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}

package dev.renditions.http.message;

import dev.renditions.index.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tag of a response (RFC 9110, 8.8.3), for conditional requests. Immutable.
 *
 * @param tag as in the header, with its quotation marks
 */
public record EntityTag(String tag) {
    /** Longer headers are treated as if no tag matched. */
    private static final int LONGEST = 4096;

    /** One element of a list of tags; a comma may be part of a tag. Malformed text is skipped up to the next comma. */
    private static final Pattern ELEMENT =
            Pattern.compile("\\G[ \\t]*(?:(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\uffff]*\")[ \\t]*|[^,]*)(?:,|$)");

    /** A strong tag: the hash of the text. */
    public static EntityTag of(String text) {
        return new EntityTag('"'
                + ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32)
                + '"');
    }

    /**
     * Whether an {@code If-None-Match} header matches this tag: in a list, or as {@code *}, which matches all. Compared
     * weakly, as RFC 9110, 13.1.2 requires.
     */
    public boolean isIn(String ifNoneMatch) {
        if (ifNoneMatch.length() > LONGEST) {
            return false;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
        Matcher elements = ELEMENT.matcher(ifNoneMatch);
        while (elements.find()) {
            if (opaque.equals(elements.group(1))) {
                return true;
            }
        }
        return false;
    }
}

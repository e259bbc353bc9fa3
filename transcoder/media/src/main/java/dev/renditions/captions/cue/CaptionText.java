package dev.renditions.captions.cue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sanitizes the text of untrusted captions: of markup, only bold, italic and underline are kept; everything else that a
 * web page could interpret as markup is escaped.
 */
final class CaptionText {
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern KEPT = Pattern.compile("</?[biu]>");
    private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    /** Invisible content: the kept tags, spaces of all kinds, and directional marks. */
    private static final Pattern NOTHING = Pattern.compile("</?[biu]>|&(?:nbsp|lrm|rlm);|[\\s\\p{Z}\\p{Cf}]+");

    private CaptionText() {}

    /** Sanitizes a text and removes empty lines. */
    static String harmless(String text) {
        String plain = CONTROL.matcher(text.replaceAll("\\R", "\n")).replaceAll("");
        StringBuilder kept = new StringBuilder();
        Matcher tags = TAG.matcher(plain);
        int end = 0;
        while (tags.find()) {
            kept.append(escaped(plain.substring(end, tags.start())));
            if (KEPT.matcher(tags.group()).matches()) {
                kept.append(tags.group());
            }
            end = tags.end();
        }
        kept.append(escaped(plain.substring(end)));
        return kept.toString().replaceAll("\\n\\s*\\n", "\n").strip();
    }

    /** Whether a sanitized text is invisible. */
    static boolean saysNothing(String harmless) {
        return NOTHING.matcher(harmless).replaceAll("").isEmpty();
    }

    private static String escaped(String text) {
        return ENTITY.matcher(text).replaceAll("&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

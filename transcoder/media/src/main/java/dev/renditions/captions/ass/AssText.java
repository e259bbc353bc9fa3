package dev.renditions.captions.ass;

import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.media.CueSettings;

/**
 * Turns one text with commands of ASS into one of WebVTT: drawings and comments go, bold, italic and underlined become tags,
 * and where it is shown becomes settings. What may be markup in its dialect is not escaped yet. For one text.
 */
public final class AssText {
    private static final String NO_BREAK_SPACE = "\u00A0";

    private final CaptionDialect dialect;
    private final AssOverrides overrides;
    private final StringBuilder tagged = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();
    private String open = "";

    private AssText(CaptionDialect dialect, AssOverrides overrides) {
        this.dialect = dialect;
        this.overrides = overrides;
    }

    /**
     * What is shown of a text.
     *
     * @param text with tags
     * @param settings where it is shown
     */
    public record Shown(String text, CueSettings settings) {}

    /**
     * Reads a text.
     *
     * @param overrides what it begins with
     */
    static Shown read(String text, CaptionDialect dialect, AssOverrides overrides) {
        return new AssText(dialect, overrides).read(text);
    }

    /** Reads a text of a format without styles. */
    public static Shown read(String text, CaptionDialect dialect) {
        return read(text, dialect, new AssOverrides(new AssStyles(), AssStyle.DEFAULT, ScriptResolution.DEFAULT, true));
    }

    private Shown read(String text) {
        // Braces beyond it are never closed, and so are text.
        int lastClosing = text.lastIndexOf('}');
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '{' && at < lastClosing && dialect.hides(text, at)) {
                int closing = text.indexOf('}', at);
                overrides.read(text.substring(at + 1, closing));
                at = closing + 1;
            } else if (c == '\\' && dialect.escapes() && at + 1 < text.length()) {
                at += escaped(text.charAt(at + 1));
            } else {
                int end = plainUntil(text, at + 1);
                show(text.substring(at, end));
                at = end;
            }
        }
        tags("");
        return new Shown(
                tagged.toString(),
                overrides.placement().settings(TextExtent.of(plain.toString().strip())));
    }

    private static int plainUntil(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) != '\\') {
            end++;
        }
        return end;
    }

    /** What a backslash and a letter stand for; how many of both are used up by it. */
    private int escaped(char letter) {
        switch (letter) {
            case 'N' -> show("\n");
            case 'n' -> show(overrides.breaks() ? "\n" : " ");
            case 'h' -> show(NO_BREAK_SPACE);
            case '{', '}' -> show(Character.toString(letter));
            default -> {
                show("\\");
                return 1;
            }
        }
        return 2;
    }

    private void show(String text) {
        if (!overrides.drawing()) {
            tags(overrides.tags());
            tagged.append(dialect == CaptionDialect.ASS ? escaped(text) : text);
            plain.append(text);
        }
    }

    /** In ASS these are text; in the other formats they may be markup. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Closes what is open and opens what is wanted, where these differ. */
    private void tags(String wanted) {
        if (wanted.equals(open)) {
            return;
        }
        new StringBuilder(open)
                .reverse()
                .chars()
                .forEach(tag -> tagged.append("</").append((char) tag).append('>'));
        wanted.chars().forEach(tag -> tagged.append('<').append((char) tag).append('>'));
        open = wanted;
    }
}

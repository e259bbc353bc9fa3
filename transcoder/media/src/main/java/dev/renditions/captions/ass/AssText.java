package dev.renditions.captions.ass;

import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.media.CueSettings;

/**
 * Converts one text with ASS commands to WebVTT: drawings and comments are removed, bold, italic and underline become
 * tags, and the position becomes settings. Possible markup of other dialects is not escaped yet. Use one instance per
 * text.
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
     * A converted text.
     *
     * @param text with tags
     * @param settings its position
     */
    public record Shown(String text, CueSettings settings) {}

    /**
     * Reads a text.
     *
     * @param overrides the state before the first command
     */
    static Shown read(String text, CaptionDialect dialect, AssOverrides overrides) {
        return new AssText(dialect, overrides).read(text);
    }

    /** Reads a text of a format without styles. */
    public static Shown read(String text, CaptionDialect dialect) {
        return read(text, dialect, new AssOverrides(new AssStyles(), AssStyle.DEFAULT, ScriptResolution.DEFAULT, true));
    }

    private Shown read(String text) {
        // Braces after it are never closed, so they are text.
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

    /** Shows the meaning of a backslash and a letter; returns the number of characters consumed. */
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

    /** In ASS these characters are text; in other formats they may be markup. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Closes the open tags and opens the wanted ones, if they differ. */
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

package dev.renditions;

/** Names as a terminal or a log may show them: an uploader's name could otherwise break a line or steer the terminal. */
public final class Printable {
    private Printable() {}

    /** The text with every control and format character replaced. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }
}

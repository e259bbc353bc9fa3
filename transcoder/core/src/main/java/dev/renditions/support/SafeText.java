package dev.renditions.support;

/** Names as a terminal or a log may show them: an uploader's name could otherwise break a line or steer the terminal. */
public final class SafeText {
    private SafeText() {}

    /** The same, cut after so many characters: what strangers send must not fill a log. */
    public static String of(String text, int most) {
        return text.length() <= most ? of(text) : of(text.substring(0, most)) + "...";
    }

    /** The text with every control and format character replaced. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }
}

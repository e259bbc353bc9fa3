package dev.renditions.support;

/** Makes text safe for terminals and logs: an uploader's file name could otherwise break a line or control the terminal. */
public final class SafeText {
    private SafeText() {}

    /** The same, truncated after this many characters: untrusted input must not fill a log. */
    public static String of(String text, int most) {
        return text.length() <= most ? of(text) : of(text.substring(0, most)) + "...";
    }

    /** The text with every control and format character replaced. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }
}

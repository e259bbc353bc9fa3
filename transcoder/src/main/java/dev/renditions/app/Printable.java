package dev.renditions.app;

/** Names as a terminal may show them: an uploader's name could otherwise break a table or steer the terminal. */
final class Printable {
    private Printable() {}

    /** The text with every control and format character replaced. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }
}

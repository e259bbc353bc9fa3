package dev.renditions.captions.ass;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Parses numbers in scripts. */
final class AssNumbers {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,6}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,6}(?:\\.\\d{0,12})?");

    private AssNumbers() {}

    /** Parses an integer; 0 if it is malformed. */
    static int whole(String text) {
        String number = text.strip();
        return WHOLE.matcher(number).matches() ? Integer.parseInt(number) : 0;
    }

    /** Parses a decimal number; empty if it is malformed or has too many digits. */
    static OptionalDouble decimal(String text) {
        String number = text.strip();
        return DECIMAL.matcher(number).matches()
                ? OptionalDouble.of(Double.parseDouble(number))
                : OptionalDouble.empty();
    }
}

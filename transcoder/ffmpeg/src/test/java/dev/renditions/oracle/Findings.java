package dev.renditions.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements of one output, and its mismatches. Not thread-safe. */
final class Findings {
    private final List<String> measured = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();

    /** Adds a measurement. */
    void measured(String format, Object... values) {
        measured.add(String.format(Locale.ROOT, format, values));
    }

    /** Adds a mismatch unless {@code asExpected}. */
    void expect(boolean asExpected, String mismatch, Object... values) {
        if (!asExpected) {
            mismatches.add(String.format(Locale.ROOT, mismatch, values));
        }
    }

    /** Adds a mismatch if two numbers differ by more than a tolerance. */
    void near(String what, double expected, double found, double tolerance) {
        expect(Math.abs(found - expected) <= tolerance, "%s: %.3f expected, %.3f measured", what, expected, found);
    }

    /** Adds the mismatches of a part, prefixed with its name, without its measurements. */
    void addMismatches(String part, Findings other) {
        other.mismatches.forEach(mismatch -> mismatches.add(part + ": " + mismatch));
    }

    /** All measurements, as a table cell. */
    String measured() {
        return String.join(", ", measured);
    }

    /** All mismatches; empty if all is as expected. */
    List<String> mismatches() {
        return List.copyOf(mismatches);
    }
}

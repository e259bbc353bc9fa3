package dev.renditions.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found on one output: what was measured, and all that is not as expected. For one thread. */
final class Findings {
    private final List<String> measured = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();

    /** Adds a figure to what was measured. */
    void measured(String format, Object... values) {
        measured.add(String.format(Locale.ROOT, format, values));
    }

    /** Adds a mismatch, unless it is as expected. */
    void expect(boolean asExpected, String otherwise, Object... values) {
        if (!asExpected) {
            mismatches.add(String.format(Locale.ROOT, otherwise, values));
        }
    }

    /** Adds a mismatch if two numbers are further apart than that. */
    void near(String what, double expected, double found, double tolerance) {
        expect(Math.abs(found - expected) <= tolerance, "%s: %.3f expected, %.3f measured", what, expected, found);
    }

    /** Takes over the mismatches of a part, with its name; not what was measured of it. */
    void addMismatches(String part, Findings other) {
        other.mismatches.forEach(mismatch -> mismatches.add(part + ": " + mismatch));
    }

    /** What was measured, for a table. */
    String measured() {
        return String.join(", ", measured);
    }

    /** All that is not as expected; empty if nothing is. */
    List<String> mismatches() {
        return List.copyOf(mismatches);
    }
}

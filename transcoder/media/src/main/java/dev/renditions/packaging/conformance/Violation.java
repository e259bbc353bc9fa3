package dev.renditions.packaging.conformance;

/**
 * A broken rule. Immutable.
 *
 * @param rule whose rule it is, and its number, such as {@code Apple 7.4} or {@code RFC 8216, 4.1}
 * @param file the file that breaks it
 * @param detail how
 */
public record Violation(String rule, String file, String detail) {
    /** One line: rule, file and detail. */
    @Override
    public String toString() {
        return rule + ": " + file + ": " + detail;
    }
}

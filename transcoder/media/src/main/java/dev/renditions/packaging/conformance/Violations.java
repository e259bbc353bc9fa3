package dev.renditions.packaging.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The violations that a check found, in order. Bounded, since a hostile playlist can break a rule in each line. Not
 * thread-safe.
 */
final class Violations {
    static final int MOST = 1000;

    private final List<Violation> found = new ArrayList<>();

    /** Adds a violation.
     *
     * @param rule origin and number of the rule
     * @param file the file that breaks it
     * @param what what is wrong
     */
    void add(String rule, String file, String what) {
        if (found.size() < MOST) {
            found.add(new Violation(rule, file, what));
        } else if (found.size() == MOST) {
            found.add(new Violation(PackageFiles.LIMIT, file, "further violations are omitted"));
        }
    }

    /** Adds a violation if a condition is false. */
    void require(boolean well, String rule, String file, String what) {
        if (!well) {
            add(rule, file, what);
        }
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}

package dev.renditions.packaging.conformance;

import java.util.ArrayList;
import java.util.List;

/** What a check found, in the order it was found. Bounded: a hostile playlist can break a rule in each line. For one thread. */
final class Violations {
    static final int MOST = 1000;

    private final List<Violation> found = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param rule whose rule it is, and its number
     * @param file the file that breaks it
     * @param what how
     */
    void add(String rule, String file, String what) {
        if (found.size() < MOST) {
            found.add(new Violation(rule, file, what));
        } else if (found.size() == MOST) {
            found.add(new Violation(PackageFiles.LIMIT, file, "more violations are left out"));
        }
    }

    /** Adds one unless all is well. */
    void require(boolean well, String rule, String file, String what) {
        if (!well) {
            add(rule, file, what);
        }
    }

    /** All of them. */
    List<Violation> all() {
        return List.copyOf(found);
    }
}

package dev.renditions.packaging.conformance;

import java.util.ArrayList;
import java.util.List;

/** What a check found, in the order it was found. For one thread. */
final class Violations {
    private final List<String> found = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param clause whose rule it is, and its number
     * @param file the file that breaks it
     * @param what how
     */
    void add(String clause, String file, String what) {
        found.add(clause + ": " + file + ": " + what);
    }

    /** Adds one unless all is well. */
    void require(boolean well, String clause, String file, String what) {
        if (!well) {
            add(clause, file, what);
        }
    }

    /** All of them. */
    List<String> all() {
        return List.copyOf(found);
    }
}

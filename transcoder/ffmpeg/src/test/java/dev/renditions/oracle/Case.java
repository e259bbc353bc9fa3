package dev.renditions.oracle;

import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of the collected files, and its expected result. Immutable.
 *
 * @param file its name
 * @param showing what a person sees, hears and reads of it
 * @param kinds the kinds of renditions that are made of it
 * @param refusal a regular expression that the reason of its refusal matches; empty if it is accepted
 */
record Case(String file, Showing showing, Set<Kind> kinds, Optional<String> refusal) {
    /** Copies the set, in order. */
    Case {
        kinds = new TreeSet<>(kinds);
    }

    static Case of(String file, Showing showing, Kind... kinds) {
        return new Case(file, showing, Set.of(kinds), Optional.empty());
    }

    /** The same, refused with such a reason. */
    Case refused(String reason) {
        return new Case(file, showing, kinds, Optional.of(reason));
    }

    /** The same, damaged. */
    Case harmed(Harm harm) {
        return new Case(file, showing.harmed(harm), kinds, refusal);
    }

    @Override
    public String toString() {
        return file;
    }
}

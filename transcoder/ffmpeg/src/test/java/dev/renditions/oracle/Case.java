package dev.renditions.oracle;

import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of the collected files, and what is right for it. Immutable.
 *
 * @param file its name
 * @param showing what a person sees, hears and reads of it
 * @param kinds the kinds of renditions that are made of it
 * @param refusal what the sentence says with which it is refused, as a regular expression; empty if it is not
 */
record Case(String file, Showing showing, Set<Kind> kinds, Optional<String> refusal) {
    /** Copies the set, in order. */
    Case {
        kinds = new TreeSet<>(kinds);
    }

    static Case of(String file, Showing showing, Kind... kinds) {
        return new Case(file, showing, Set.of(kinds), Optional.empty());
    }

    /** The same that is refused with such a sentence. */
    Case refused(String sentence) {
        return new Case(file, showing, kinds, Optional.of(sentence));
    }

    /** The same that is damaged. */
    Case harmed(Harm harm) {
        return new Case(file, showing.harmed(harm), kinds, refusal);
    }

    @Override
    public String toString() {
        return file;
    }
}

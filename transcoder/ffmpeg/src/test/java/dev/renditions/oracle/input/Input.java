package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One input of the matrix. Immutable.
 *
 * @param name unique, such as {@code mkv-vp9-opus}
 * @param recipe how it is made
 * @param showing what a person sees and hears of it
 * @param kinds the kinds of renditions that are made of it
 * @param refusal a regular expression that the reason of their refusal matches; empty if they are made
 */
public record Input(String name, Recipe recipe, Showing showing, Set<Kind> kinds, Optional<String> refusal) {
    /** Copies the set, in order. */
    public Input {
        kinds = new TreeSet<>(kinds);
    }

    /** How it is made, in readable form. */
    public String made() {
        return recipe.words();
    }

    /** The same with a changed recipe. */
    public Input recipe(UnaryOperator<Recipe> change) {
        return new Input(name, change.apply(recipe), showing, kinds, refusal);
    }

    /** The same with more kinds. */
    public Input alsoUnder(Kind... more) {
        Set<Kind> all = EnumSet.copyOf(kinds);
        all.addAll(Set.of(more));
        return new Input(name, recipe, showing, all, refusal);
    }

    /** The same with later audio, by the delay that its codec adds without stating it. */
    public Input heardLater(double seconds) {
        Showing later = new Showing(
                showing.seen(),
                showing.heard().map(heard -> heard.later(seconds)),
                showing.otherSounds(),
                showing.written(),
                showing.harm());
        return new Input(name, recipe, later, kinds, refusal);
    }

    /** The same with later video. */
    public Input seenLater(double seconds) {
        Showing later = new Showing(
                showing.seen().map(seen -> seen.paced(pace -> pace.later(seconds))),
                showing.heard(),
                showing.otherSounds(),
                showing.written(),
                showing.harm());
        return new Input(name, recipe, later, kinds, refusal);
    }

    /** The same, damaged. */
    public Input harmed(Harm harm) {
        return new Input(name, recipe, showing.harmed(harm), kinds, refusal);
    }

    /** The same, refused with such a reason for every kind. */
    public Input refused(String reason) {
        return new Input(name, recipe, showing, kinds, Optional.of(reason));
    }

    /** An input with all usual kinds. */
    public static Input of(String name, Recipe recipe, Showing showing) {
        return new Input(name, recipe, showing, Kind.USUAL, Optional.empty());
    }

    @Override
    public String toString() {
        return name;
    }
}

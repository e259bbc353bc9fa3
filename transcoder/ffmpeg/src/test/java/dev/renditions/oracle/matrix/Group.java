package dev.renditions.oracle.matrix;

import dev.renditions.oracle.input.Input;
import java.util.List;

/**
 * Inputs that vary one property. Immutable.
 *
 * @param title the property
 * @param inputs in the order of the table
 */
public record Group(String title, List<Input> inputs) {
    /** Copies the list. */
    public Group {
        inputs = List.copyOf(inputs);
    }

    /** All groups, in the order of the table. */
    public static List<Group> all() {
        return List.of(
                new Group("Containers", Containers.all()),
                new Group("Codecs", Codecs.all()),
                new Group("Timing", Timing.all()),
                new Group("Geometry", Geometry.all()),
                new Group("Colors", Colours.all()),
                new Group("Channels", Channels.all()),
                new Group("Stills and animations", Stills.all()),
                new Group("Subtitles", Captions.all()),
                new Group("Covers", Covers.all()),
                new Group("Damage", Damage.all()));
    }
}

package dev.renditions.media;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a cue of WebVTT is shown. An absent setting leaves the choice to the player: at the bottom, centered. Immutable.
 *
 * @param vertical the direction in which lines follow each other, for vertical scripts; absent for horizontal text
 * @param line how far down (for vertical text, across) the cue is
 * @param position where across the picture the cue is
 * @param size how wide the cue may be
 * @param align how the lines of the cue are aligned
 */
public record CueSettings(
        Optional<Vertical> vertical,
        Optional<Line> line,
        Optional<Position> position,
        Optional<Percent> size,
        Optional<Align> align) {
    /** Nothing set. */
    public static final CueSettings NONE =
            new CueSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A direction of vertical text. */
    public enum Vertical {
        /** Lines follow each other from right to left. */
        RL,
        /** Lines follow each other from left to right. */
        LR
    }

    /** How lines are aligned. */
    public enum Align {
        /** Where lines of the language begin. */
        START,
        /** In the middle. */
        CENTER,
        /** Where lines of the language end. */
        END,
        /** To the left. */
        LEFT,
        /** To the right. */
        RIGHT
    }

    /** Which edge of a cue a line counts from. */
    public enum LineAlign {
        /** The first line of the cue. */
        START,
        /** Its middle. */
        CENTER,
        /** Its last line. */
        END
    }

    /** Which edge of a cue a position counts from. */
    public enum PositionAlign {
        /** The left edge. */
        LINE_LEFT,
        /** The middle. */
        CENTER,
        /** The right edge. */
        LINE_RIGHT
    }

    /** How far down a cue is. */
    public sealed interface Line permits LineNumber, LinePercent {
        /** Which edge of the cue that counts from; absent for its first line. */
        Optional<LineAlign> align();
    }

    /**
     * A line of text, as high as the cue's own lines are.
     *
     * @param number from 0 at the top, or from -1 at the bottom
     * @param align see {@link Line#align()}
     */
    public record LineNumber(int number, Optional<LineAlign> align) implements Line {}

    /**
     * A part of the picture's height.
     *
     * @param percent from the top
     * @param align see {@link Line#align()}
     */
    public record LinePercent(Percent percent, Optional<LineAlign> align) implements Line {}

    /**
     * Where across the picture a cue is.
     *
     * @param percent from the left
     * @param align which edge of the cue that counts from; absent for the one that its {@link Align} suggests
     */
    public record Position(Percent percent, Optional<PositionAlign> align) {}

    /**
     * Reads what {@link #text} writes, and nothing else.
     *
     * @throws IllegalArgumentException with a sentence if it is anything else
     */
    public static CueSettings parse(String text) {
        CueSettings settings = wellFormed(text);
        if (!settings.text().equals(text)) {
            throw new IllegalArgumentException("a text has settings that are not known");
        }
        return settings;
    }

    /** Reads the settings of somebody's file: those that are not well-formed, or not known here, are left out. */
    public static CueSettings wellFormed(String text) {
        CueSettingsReader reader = new CueSettingsReader();
        Stream.of(text.split("[ \\t]+", -1)).forEach(reader::read);
        return reader.settings();
    }

    /** The settings as they stand behind the times of a cue; empty if there are none. */
    public String text() {
        return Stream.of(
                        vertical.map(v -> "vertical:" + word(v)),
                        line.map(l -> "line:" + text(l) + suffix(l.align())),
                        position.map(p -> "position:" + p.percent() + suffix(p.align())),
                        size.map(s -> "size:" + s),
                        align.map(a -> "align:" + word(a)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static String text(Line line) {
        return line instanceof LineNumber number
                ? Integer.toString(number.number())
                : ((LinePercent) line).percent().toString();
    }

    private static <E extends Enum<E>> String suffix(Optional<E> align) {
        return align.map(a -> "," + word(a)).orElse("");
    }

    /** The word of WebVTT for a value. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

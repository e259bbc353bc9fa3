package dev.renditions.media;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a WebVTT cue, which determine where it is shown. Absent settings have the player's default: at the
 * bottom, centered. Immutable.
 *
 * @param vertical the direction in which lines progress, for vertical scripts; absent for horizontal text
 * @param line the vertical position of the cue (horizontal for vertical text)
 * @param position the horizontal position of the cue
 * @param size the maximum width of the cue
 * @param align how the lines of the cue are aligned
 */
public record CueSettings(
        Optional<Vertical> vertical,
        Optional<Line> line,
        Optional<Position> position,
        Optional<Percent> size,
        Optional<Align> align) {
    /** No settings. */
    public static final CueSettings NONE =
            new CueSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A direction of vertical text. */
    public enum Vertical {
        /** Lines progress from right to left. */
        RL,
        /** Lines progress from left to right. */
        LR
    }

    /** How lines are aligned. */
    public enum Align {
        /** At the start of lines of the language. */
        START,
        /** In the middle. */
        CENTER,
        /** At the end of lines of the language. */
        END,
        /** To the left. */
        LEFT,
        /** To the right. */
        RIGHT
    }

    /** The edge of a cue that a line refers to. */
    public enum LineAlign {
        /** The first line of the cue. */
        START,
        /** Its middle. */
        CENTER,
        /** Its last line. */
        END
    }

    /** The edge of a cue that a position refers to. */
    public enum PositionAlign {
        /** The left edge. */
        LINE_LEFT,
        /** The middle. */
        CENTER,
        /** The right edge. */
        LINE_RIGHT
    }

    /** The vertical position of a cue. */
    public sealed interface Line permits LineNumber, LinePercent {
        /** The edge of the cue that it refers to; absent for its first line. */
        Optional<LineAlign> align();
    }

    /**
     * A line number, in lines of the height of the cue's own lines.
     *
     * @param number from 0 at the top, or from -1 at the bottom
     * @param align see {@link Line#align()}
     */
    public record LineNumber(int number, Optional<LineAlign> align) implements Line {}

    /**
     * A percentage of the frame's height.
     *
     * @param percent from the top
     * @param align see {@link Line#align()}
     */
    public record LinePercent(Percent percent, Optional<LineAlign> align) implements Line {}

    /**
     * The horizontal position of a cue.
     *
     * @param percent from the left
     * @param align the edge of the cue that it refers to; absent for the edge given by its {@link Align}
     */
    public record Position(Percent percent, Optional<PositionAlign> align) {}

    /**
     * Parses the output of {@link #text}; strict.
     *
     * @throws IllegalArgumentException with a message, if it has another form
     */
    public static CueSettings parse(String text) {
        CueSettings settings = wellFormed(text);
        if (!settings.text().equals(text)) {
            throw new IllegalArgumentException("a cue has unknown settings");
        }
        return settings;
    }

    /** Parses the settings of a foreign file; ignores malformed and unknown ones. */
    public static CueSettings wellFormed(String text) {
        CueSettingsReader reader = new CueSettingsReader();
        Stream.of(text.split("[ \\t]+", -1)).forEach(reader::read);
        return reader.settings();
    }

    /** The settings as written after the times of a cue; may be empty. */
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

    /** The WebVTT keyword of a value. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

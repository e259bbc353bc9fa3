package dev.renditions.oracle.scene;

import java.util.List;

/**
 * One subtitle track. Immutable.
 *
 * @param language the language tag, such as {@code en}; empty if it has none
 * @param forced whether it is shown even if subtitles are off
 * @param cues in the order of their times
 */
public record Written(String language, boolean forced, List<Line> cues) {
    /**
     * One cue.
     *
     * @param from seconds until it appears
     * @param until seconds until it disappears
     * @param text lines, separated by a line feed
     * @param top whether it is shown at the top
     */
    public record Line(double from, double until, String text, boolean top) {
        /** At the usual place. */
        public Line(double from, double until, String text) {
            this(from, until, text, false);
        }
    }

    /** Copies the list. */
    public Written {
        cues = List.copyOf(cues);
    }

    /** Without a language. */
    public static Written of(Line... cues) {
        return new Written("", false, List.of(cues));
    }

    /** The same in a language. */
    public Written in(String newLanguage) {
        return new Written(newLanguage, forced, cues);
    }

    /** The same, forced. */
    public Written asForced() {
        return new Written(language, true, cues);
    }

    /** The same later by some seconds. */
    public Written later(double seconds) {
        return new Written(
                language,
                forced,
                cues.stream()
                        .map(cue -> new Line(cue.from() + seconds, cue.until() + seconds, cue.text(), cue.top()))
                        .toList());
    }
}

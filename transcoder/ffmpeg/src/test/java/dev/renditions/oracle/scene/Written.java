package dev.renditions.oracle.scene;

import java.util.List;

/**
 * One track of subtitles. Immutable.
 *
 * @param language its tag, such as {@code en}; empty if it has none
 * @param forced whether it is shown even where no subtitles are wanted
 * @param cues its texts, in the order of their times
 */
public record Written(String language, boolean forced, List<Line> cues) {
    /**
     * One text.
     *
     * @param from seconds until it appears
     * @param until seconds until it disappears
     * @param text what it says; lines are separated by a line feed
     * @param top whether it stands at the top of the picture
     */
    public record Line(double from, double until, String text, boolean top) {
        /** One at the usual place. */
        public Line(double from, double until, String text) {
            this(from, until, text, false);
        }
    }

    /** Copies the list. */
    public Written {
        cues = List.copyOf(cues);
    }

    /** One without a language. */
    public static Written of(Line... cues) {
        return new Written("", false, List.of(cues));
    }

    /** The same in a language. */
    public Written in(String newLanguage) {
        return new Written(newLanguage, forced, cues);
    }

    /** The same that is forced. */
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

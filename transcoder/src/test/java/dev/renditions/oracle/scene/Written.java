package dev.renditions.oracle.scene;

import java.util.List;

/**
 * One track of subtitles. Immutable.
 *
 * @param cues its texts, in the order of their times
 */
public record Written(List<Line> cues) {
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
}

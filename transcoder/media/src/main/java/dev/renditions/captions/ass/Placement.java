package dev.renditions.captions.ass;

import dev.renditions.media.CueSettings;
import dev.renditions.media.CueSettings.Align;
import dev.renditions.media.CueSettings.Line;
import dev.renditions.media.CueSettings.LineNumber;
import dev.renditions.media.CueSettings.LinePercent;
import dev.renditions.media.CueSettings.Position;
import dev.renditions.media.Percent;
import java.util.Optional;

/**
 * The position of an ASS text. The settings are computed from numbers; no text is copied from the source. Line
 * positions refer to the top of the text for every alignment, since browsers ignore WebVTT's line alignment (Chromium
 * still does). Immutable.
 *
 * @param alignment position by the keys of a numeric keypad, 1 to 9; also selects the point of the text that is at the
 *     anchor
 * @param anchor the position of that point; absent for the edge of the frame that the alignment selects
 */
record Placement(int alignment, Optional<ScriptResolution.Anchor> anchor) {
    /** The distance of texts from the left and right edges in percent, since players add no margin. */
    private static final double MARGIN = 5;

    /** The default position of players. */
    private static final int BOTTOM_CENTER = 2;

    /** The settings for a text of this extent; a text that would leave the frame is moved into it. */
    CueSettings settings(TextExtent extent) {
        if (anchor.isEmpty() && alignment == BOTTOM_CENTER) {
            return CueSettings.NONE;
        }
        return new CueSettings(Optional.empty(), line(extent), position(extent), Optional.empty(), align());
    }

    private Optional<Line> line(TextExtent extent) {
        if (anchor.isEmpty() && row() == 0) {
            return Optional.empty();
        }
        if (anchor.isEmpty() && row() == 2) {
            return Optional.of(new LineNumber(0, Optional.empty()));
        }
        double y = anchor.map(ScriptResolution.Anchor::y).orElse(50.0);
        double top = y - extent.height() * (2 - row()) / 2;
        return Optional.of(new LinePercent(Percent.nearest(within(0, top, 100 - extent.height())), Optional.empty()));
    }

    private Optional<Position> position(TextExtent extent) {
        if (anchor.isEmpty() && column() == 1) {
            return Optional.empty();
        }
        double edge = anchor.map(ScriptResolution.Anchor::x).orElse(column() == 0 ? MARGIN : 100 - MARGIN);
        double before = extent.width() * column() / 2;
        double x = within(before, edge, 100 - extent.width() + before);
        return Optional.of(new Position(Percent.nearest(x), Optional.empty()));
    }

    private Optional<Align> align() {
        return switch (column()) {
            case 0 -> Optional.of(Align.LEFT);
            case 1 -> Optional.empty();
            default -> Optional.of(Align.RIGHT);
        };
    }

    /** 0 at the bottom, 2 at the top. */
    private int row() {
        return (alignment - 1) / 3;
    }

    /** 0 at the left, 2 at the right. */
    private int column() {
        return (alignment - 1) % 3;
    }

    private static double within(double least, double value, double most) {
        return Math.max(least, Math.min(value, most));
    }
}

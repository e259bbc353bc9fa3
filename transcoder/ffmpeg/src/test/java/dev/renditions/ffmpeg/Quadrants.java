package dev.renditions.ffmpeg;

import dev.renditions.media.Size;
import java.nio.file.Path;

/** Sources whose quarters are red, green, blue and white, row by row, and the colors in the corners of their outputs. */
final class Quadrants {
    /** What {@link #corners} returns for an unchanged source. */
    static final String UPRIGHT = "RGBW";

    /** The distance of the sampled pixels from the edges. */
    private static final int MARGIN = 10;

    private Quadrants() {}

    /** Arguments of ffmpeg for such a source; filters may be appended. */
    static String source(Size size) {
        int x = size.width() / 2;
        int y = size.height() / 2;
        return "-f lavfi -i color=red:size=" + size + ",drawbox=x=" + x + ":h=" + y + ":color=lime:t=fill,drawbox=y="
                + y + ":w=" + x + ":color=blue:t=fill,drawbox=x=" + x + ":y=" + y + ":color=white:t=fill";
    }

    /** The colors in the corners of an image, row by row; a question mark for any other color. */
    static String corners(Path picture, Size size, Path folder) {
        Pixels pixels = Pixels.of(picture, folder);
        StringBuilder corners = new StringBuilder();
        for (int y : new int[] {MARGIN, size.height() - MARGIN}) {
            for (int x : new int[] {MARGIN, size.width() - MARGIN}) {
                corners.append(name(pixels.at(x, y)));
            }
        }
        return corners.toString();
    }

    private static char name(int[] rgb) {
        int bright = 0;
        for (int i = 0; i < 3; i++) {
            if (rgb[i] > 40 && rgb[i] < 215) {
                return '?';
            }
            bright |= rgb[i] >= 215 ? 4 >> i : 0;
        }
        return "?BG?R??W".charAt(bright);
    }

    /** The corners after counterclockwise quarter turns. */
    static String turned(String corners, int quarters) {
        String turned = corners;
        for (int i = 0; i < quarters; i++) {
            turned = pick(turned, 1, 3, 0, 2);
        }
        return turned;
    }

    /** The corners after top and bottom are swapped. */
    static String flipped(String corners) {
        return pick(corners, 2, 3, 0, 1);
    }

    /** The corners after left and right are swapped. */
    static String mirrored(String corners) {
        return pick(corners, 1, 0, 3, 2);
    }

    private static String pick(String corners, int... places) {
        StringBuilder picked = new StringBuilder();
        for (int place : places) {
            picked.append(corners.charAt(place));
        }
        return picked.toString();
    }
}

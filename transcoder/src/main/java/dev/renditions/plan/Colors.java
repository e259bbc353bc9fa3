package dev.renditions.plan;

import dev.renditions.media.Color;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import java.util.regex.Pattern;

/** What the numbers of an output mean. */
final class Colors {
    private static final String HD = "bt709";
    private static final Color BT709 = new Color(HD, HD, HD, "tv");
    private static final int SD_WIDTH = 1024;
    private static final int SD_HEIGHT = 576;

    /** Ffmpeg's names of formats that hold red, green and blue. */
    private static final Pattern RGB = Pattern.compile("(?:[0ax]?(?:rgb|bgr)|gbr|pal8|mono).*");

    private Colors() {}

    /**
     * As the source, but brought down to BT.709 where it is high dynamic range, and of limited range. A source in high
     * definition that says nothing means BT.709, and players know that by its size alone; they would take a smaller output
     * for the older BT.601, so it is said.
     */
    static Color of(VideoStream video) {
        Color color = video.color();
        if (color.hdr() || rgb(video)) {
            return BT709;
        }
        boolean assumed = color.space().isEmpty() && large(video.coded());
        return new Color(
                assumed && color.primaries().isEmpty() ? HD : color.primaries(),
                assumed && color.transfer().isEmpty() ? HD : color.transfer(),
                assumed ? HD : color.space(),
                "tv");
    }

    private static boolean rgb(VideoStream video) {
        return RGB.matcher(video.pixelFormat()).matches()
                || video.color().space().equals("gbr");
    }

    private static boolean large(Size coded) {
        return coded.width() > SD_WIDTH || coded.height() > SD_HEIGHT;
    }
}

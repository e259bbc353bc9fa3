package dev.renditions.ffmpeg;

import dev.renditions.media.Size;
import java.util.ArrayList;
import java.util.List;

/** A chain of filters for a picture, in the order in which they work best. */
final class Filters {
    private final List<String> chain = new ArrayList<>();

    /** Fields to frames, as many as there were: the other way would double the rate. */
    Filters deinterlace(boolean planned) {
        return add(planned, "bwdif=mode=send_frame:deint=all");
    }

    /** The same from one frame alone, for frames whose neighbours are seconds away and would shine through. */
    Filters deinterlaceAlone(boolean planned) {
        return add(planned, "estdif=mode=frame:deint=all");
    }

    Filters add(boolean planned, String filter) {
        if (planned) {
            chain.add(filter);
        }
        return this;
    }

    /**
     * To the exact size with square pixels, and to the numbers that the output is to have.
     *
     * @param range {@code tv} for films, {@code pc} for stills
     * @param pixelFormat ffmpeg's name
     */
    Filters picture(Size size, boolean toneMap, String range, String pixelFormat) {
        String scale = "scale=" + size.width() + ":" + size.height() + ":flags=bicubic";
        if (toneMap) {
            // Made smaller first: mapping works on 12 bytes a pixel. High dynamic range always comes with BT.2020,
            // which some files forget to say.
            chain.add(scale);
            chain.add("zscale=pin=bt2020:min=bt2020nc:t=linear:npl=100");
            chain.add("format=gbrpf32le");
            chain.add("zscale=p=bt709");
            chain.add("tonemap=hable:desat=0");
            chain.add("zscale=t=bt709:m=bt709:r=" + range);
        } else {
            chain.add(scale + ":out_range=" + range);
        }
        chain.add("setsar=1");
        chain.add("format=" + pixelFormat);
        return this;
    }

    @Override
    public String toString() {
        return String.join(",", chain);
    }
}

package dev.renditions.ffmpeg;

import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.plan.FrameConversion;
import dev.renditions.plan.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A chain of filters for a picture, in the order in which they work best. */
final class Filters {
    private final List<String> chain = new ArrayList<>();

    /** Counts frames from the first one where the source does not say when they are shown. To stand before all others. */
    Filters fromFirst(FrameConversion conversion) {
        return add(conversion.delayed(), "setpts=PTS-STARTPTS");
    }

    /** Fields to frames, as many as there were: the other way would double the rate. */
    Filters deinterlace(boolean planned) {
        return add(planned, "bwdif=mode=send_frame:deint=all");
    }

    /** The same from one frame alone, for frames whose neighbours are seconds away and would shine through. */
    Filters deinterlaceAlone(boolean planned) {
        return add(planned, "estdif=mode=frame:deint=all");
    }

    private void turn(Orientation orientation) {
        chain.addAll(
                switch (orientation) {
                    case UPRIGHT, OBLIQUE -> List.of();
                    case MIRRORED -> List.of("hflip");
                    case TURNED_180 -> List.of("hflip", "vflip");
                    case FLIPPED -> List.of("vflip");
                    // What ffmpeg calls this turns and mirrors: the transposed matrix of pixels.
                    case TRANSPOSED -> List.of("transpose=cclock_flip");
                    case TURNED_90 -> List.of("transpose=clock");
                    case TRANSVERSED -> List.of("transpose=clock_flip");
                    case TURNED_270 -> List.of("transpose=cclock");
                });
    }

    Filters add(boolean planned, String filter) {
        if (planned) {
            chain.add(filter);
        }
        return this;
    }

    /**
     * Upright, to the exact size with square pixels, and to the numbers that the output is to have.
     *
     * @param range {@code tv} for films, {@code pc} for stills
     * @param pixelFormat ffmpeg's name
     */
    Filters picture(Size size, FrameConversion conversion, String range, String pixelFormat) {
        return picture(size, "", conversion, range, pixelFormat);
    }

    /** The frames of one rung, in 4:2:0 of limited range, saying what they mean. */
    static Filters of(Rung rung) {
        Filters filters = new Filters()
                .fromFirst(rung.conversion())
                .deinterlace(rung.conversion().deinterlace());
        rung.frameRate().ifPresent(rate -> filters.add(true, "fps=" + rate));
        return filters.scaled(rung);
    }

    /**
     * The same with a frame at each tick of the rate from zero on, so that rungs can be cut at the same times.
     *
     * @param padding how long the last frame stays at most
     */
    static Filters steady(Rung rung, Duration padding) {
        return new Filters()
                .fromFirst(rung.conversion())
                .deinterlace(rung.conversion().deinterlace())
                .add(true, "fps=" + rung.frameRate().orElseThrow() + ":start_time=0")
                .add(!padding.isZero(), "tpad=stop_mode=clone:stop_duration=" + CommonArguments.seconds(padding))
                .scaled(rung);
    }

    private Filters scaled(Rung rung) {
        // Pictures of red, green and blue are to become BT.709; in others, that are BT.709, nothing changes.
        boolean hd = rung.color().space().equals("bt709") && !rung.conversion().toneMap();
        picture(
                rung.size(),
                hd ? ":in_color_matrix=bt709:out_color_matrix=bt709" : "",
                rung.conversion(),
                "tv",
                "yuv420p");
        return color(rung.color());
    }

    private Filters picture(Size size, String matrix, FrameConversion conversion, String range, String pixelFormat) {
        turn(conversion.orientation());
        String scale = "scale=" + size.width() + ":" + size.height() + ":flags=bicubic" + matrix;
        if (conversion.toneMap()) {
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

    /** Says what the numbers mean, whether the source does or not. */
    private Filters color(Color color) {
        List<String> said = new ArrayList<>();
        say(said, "color_primaries", color.primaries());
        say(said, "color_trc", color.transfer());
        say(said, "colorspace", color.space());
        say(said, "range", color.range());
        return add(!said.isEmpty(), "setparams=" + String.join(":", said));
    }

    private static void say(List<String> said, String name, String value) {
        if (!value.isEmpty()) {
            said.add(name + "=" + value);
        }
    }

    @Override
    public String toString() {
        return String.join(",", chain);
    }
}

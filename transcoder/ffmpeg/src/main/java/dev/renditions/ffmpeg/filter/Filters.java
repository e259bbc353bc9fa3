package dev.renditions.ffmpeg.filter;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chain of filters for a picture, in the order in which they work best. */
public final class Filters {
    private static final String SCALER = ":flags=bicubic";

    /** Without these, white ends up to four steps below it, which takes less time. */
    private static final String EXACT_SCALER = SCALER + "+accurate_rnd+full_chroma_int";

    private final FrameConversion conversion;
    private final List<String> chain = new ArrayList<>();

    /** A chain that begins with what the numbers of the source mean: no filter need understand what its frames say. */
    public Filters(FrameConversion conversion) {
        this.conversion = conversion;
        Color color = conversion.color();
        meaning(new Color(color.primaries(), color.transfer(), HdrFilters.scalable(color.space()), color.range()));
    }

    /** Counts frames from the first one where the source does not say when they are shown. To stand before all others. */
    public Filters fromFirst() {
        return add(conversion.delayed(), "setpts=PTS-STARTPTS");
    }

    /** Fields to frames, as many as there were: the other way would double the rate. */
    public Filters deinterlace() {
        return deinterlace(true);
    }

    public Filters deinterlace(boolean now) {
        return add(now && conversion.deinterlace(), "bwdif=mode=send_frame:deint=all");
    }

    /** The same from one frame alone, for frames whose neighbours are seconds away and would shine through. */
    public Filters deinterlaceAlone(boolean now) {
        return add(now && conversion.deinterlace(), "estdif=mode=frame:deint=all");
    }

    public Filters add(boolean planned, String filter) {
        if (planned) {
            chain.add(filter);
        }
        return this;
    }

    /** The frames of one rung. */
    public static Filters of(Rung rung) {
        Filters filters = new Filters(rung.conversion()).fromFirst().deinterlace();
        rung.frameRate().ifPresent(rate -> filters.add(true, "fps=" + rate));
        return filters.picture(rung.size(), SampleFormat.of(rung)).meaning(rung.color());
    }

    /**
     * The same with a frame at each tick of the rate from zero on, so that rungs can be cut at the same times. Frames before
     * the first are like it; of two that come to one tick the later is kept.
     *
     * @param padding how long the last frame stays at most
     */
    public static Filters steady(Rung rung, Duration padding) {
        return new Filters(rung.conversion())
                .fromFirst()
                .deinterlace()
                .add(
                        true,
                        "fps=" + FrameRate.of(rung.frameRate().orElseThrow()) + ":start_time="
                                + Options.seconds(rung.phase())
                                // Otherwise a last frame of less than half a tick is lost; what is too long is cut.
                                + ":eof_action=pass")
                .add(!padding.isZero(), "tpad=stop_mode=clone:stop_duration=" + Options.seconds(padding))
                .picture(rung.size(), SampleFormat.of(rung))
                .meaning(rung.color());
    }

    /** Upright, opaque, to the exact size with square pixels, and to the numbers that the output is to have. */
    public Filters picture(Size size, SampleFormat format) {
        add(!conversion.profiled() || HdrFilters.needed(conversion.color()), "sidedata=mode=delete:type=ICC_PROFILE");
        chain.addAll(turned(conversion.orientation()));
        conversion.background().ifPresentOrElse(color -> flattened(size, color, format), () -> scaled(size, format));
        chain.add("setsar=1");
        chain.add("format=" + format.pixels());
        return this;
    }

    /** Those that turn a picture. */
    public static List<String> turned(Orientation orientation) {
        return switch (orientation) {
            case UPRIGHT, OBLIQUE -> List.of();
            case MIRRORED -> List.of("hflip");
            case TURNED_180 -> List.of("hflip", "vflip");
            case FLIPPED -> List.of("vflip");
            // What ffmpeg calls this turns and mirrors: the transposed matrix of pixels.
            case TRANSPOSED -> List.of("transpose=cclock_flip");
            case TURNED_90 -> List.of("transpose=clock");
            case TRANSVERSED -> List.of("transpose=clock_flip");
            case TURNED_270 -> List.of("transpose=cclock");
        };
    }

    private void scaled(Size size, SampleFormat format) {
        Color color = conversion.color();
        String scale = "scale=" + size.width() + ":" + size.height();
        if (HdrFilters.needed(color)) {
            // Made smaller first: light takes 12 bytes a pixel.
            chain.add(scale + SCALER);
            chain.addAll(HdrFilters.of(color, format.color(), format.light(), false));
        } else {
            chain.add(scale + (format.exact() ? EXACT_SCALER : SCALER) + matrices(color, format));
        }
    }

    /**
     * Mixed with the background. Colors are multiplied by their opacity before they are scaled, or those that hide under what
     * is transparent would shine through at the edges; by what is missing to full opacity, the background is added.
     */
    private void flattened(Size size, Background background, SampleFormat format) {
        Color color = conversion.color();
        if (HdrFilters.needed(color)) {
            chain.addAll(HdrFilters.of(color, new Color("", "", Color.RGB, Color.FULL), "gbrap", true));
        } else {
            String matrix = color.space().equals(Color.RGB) ? "" : ":in_color_matrix=" + color.space();
            chain.add("scale=" + EXACT_SCALER.substring(1) + matrix);
            chain.add("format=gbrap");
        }
        chain.add("premultiply=inplace=1");
        chain.add("scale=" + size.width() + ":" + size.height() + SCALER);
        chain.add("negate=components=a");
        chain.add(String.format(
                Locale.ROOT,
                "colorchannelmixer=ra=%.6f:ga=%.6f:ba=%.6f",
                background.red() / 255.0,
                background.green() / 255.0,
                background.blue() / 255.0));
        // Opacity is dropped only now that it was mixed in; left to itself, ffmpeg would do so before.
        chain.add("format=gbrap");
        chain.add("format=gbrp");
        chain.add("scale=" + EXACT_SCALER.substring(1) + matrices(new Color("", "", Color.RGB, ""), format));
    }

    private static String matrices(Color source, SampleFormat format) {
        String in = source.space();
        String out = format.color().space();
        // Where a matrix is unknown, frames say it.
        String from = in.isEmpty() || in.equals(Color.RGB) ? "" : ":in_color_matrix=" + in;
        String to = out.isEmpty() || format.rgb() ? "" : ":out_color_matrix=" + out;
        return from + to + ":out_range=" + format.color().range();
    }

    /** Says what the numbers mean, whether the source does or not. */
    private Filters meaning(Color color) {
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

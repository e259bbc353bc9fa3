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

/** A chain of video or image filters. Its methods append filters and return it. For one thread. */
public final class Filters {
    private static final String SCALER = ":flags=bicubic";

    /** Slower. Without these flags, white can end up to four steps darker. */
    private static final String EXACT_SCALER = SCALER + "+accurate_rnd+full_chroma_int";

    private final FrameConversion conversion;
    private final List<String> chain = new ArrayList<>();

    /** A chain that begins by setting the color properties of the source, so that no filter depends on those of its frames. */
    public Filters(FrameConversion conversion) {
        this.conversion = conversion;
        Color color = conversion.color();
        setColor(new Color(color.primaries(), color.transfer(), HdrFilters.scalable(color.space()), color.range()));
    }

    /** Starts at the first frame if the source has no timestamps. Must come before the other filters. */
    public Filters fromFirst() {
        return add(conversion.delayed(), "setpts=PTS-STARTPTS");
    }

    /** Deinterlaces an interlaced source, at the same frame rate. */
    public Filters deinterlace() {
        return deinterlace(true);
    }

    /**
     * Deinterlaces an interlaced source, at the same frame rate.
     *
     * @param here whether to do so at this place of the chain
     */
    public Filters deinterlace(boolean here) {
        return add(here && conversion.deinterlace(), "bwdif=mode=send_frame:deint=all");
    }

    /**
     * Deinterlaces each frame without its neighbours. For frames that are seconds apart, whose neighbours would show through.
     *
     * @param here whether to do so at this place of the chain
     */
    public Filters deinterlaceAlone(boolean here) {
        return add(here && conversion.deinterlace(), "estdif=mode=frame:deint=all");
    }

    /** Appends a filter if it is planned. */
    public Filters add(boolean planned, String filter) {
        if (planned) {
            chain.add(filter);
        }
        return this;
    }

    /** The filters of one rung. */
    public static Filters of(Rung rung) {
        return of(rung, FrameTrim.NONE);
    }

    /**
     * The filters of one rung.
     *
     * @param trim the frames of the output that are kept
     */
    public static Filters of(Rung rung, FrameTrim trim) {
        Filters filters = new Filters(rung.conversion()).fromFirst().deinterlace();
        rung.frameRate().ifPresent(rate -> filters.add(true, "fps=" + rate));
        filters.chain.addAll(trim.filters(rung.frameRate().isPresent()));
        return filters.picture(rung.size(), SampleFormat.of(rung)).setColor(rung.color());
    }

    /**
     * The filters of one rung with a constant frame rate from time zero, so that all rungs can be cut at the same times. The
     * first frame is repeated back to zero. If two frames fall on one tick, the later one is kept.
     *
     * @param padding how long the last frame is repeated at most
     */
    public static Filters steady(Rung rung, Duration padding) {
        return steady(rung, padding, FrameTrim.NONE);
    }

    /**
     * The filters of one rung with a constant frame rate from time zero.
     *
     * @param padding how long the last frame is repeated at most
     * @param trim the frames of the output that are kept
     */
    public static Filters steady(Rung rung, Duration padding, FrameTrim trim) {
        Filters filters = new Filters(rung.conversion())
                .fromFirst()
                .deinterlace()
                .add(
                        true,
                        "fps=" + FrameRate.of(rung.frameRate().orElseThrow()) + ":start_time="
                                + Options.seconds(rung.phase())
                                // Otherwise a last frame of less than half a tick is lost. The output is cut to length.
                                + ":eof_action=pass")
                .add(!padding.isZero(), "tpad=stop_mode=clone:stop_duration=" + Options.seconds(padding));
        filters.chain.addAll(trim.filters(true));
        return filters.picture(rung.size(), SampleFormat.of(rung)).setColor(rung.color());
    }

    /** Makes frames upright and opaque, scales them to the exact size with square pixels, and converts their color and format. */
    public Filters picture(Size size, SampleFormat format) {
        add(!conversion.profiled() || HdrFilters.needed(conversion.color()), "sidedata=mode=delete:type=ICC_PROFILE");
        chain.addAll(turned(conversion.orientation()));
        conversion.background().ifPresentOrElse(color -> flattened(size, color, format), () -> scaled(size, format));
        chain.add("setsar=1");
        chain.add("format=" + format.pixels());
        return this;
    }

    /** The filters that rotate or mirror frames upright. */
    public static List<String> turned(Orientation orientation) {
        return switch (orientation) {
            case UPRIGHT, OBLIQUE -> List.of();
            case MIRRORED -> List.of("hflip");
            case TURNED_180 -> List.of("hflip", "vflip");
            case FLIPPED -> List.of("vflip");
            // In ffmpeg's names, the transposition of the matrix of pixels is a rotation and a flip.
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
            // Scaled first: linear light takes 12 bytes per pixel.
            chain.add(scale + SCALER);
            chain.addAll(HdrFilters.of(color, format.color(), format.light(), false));
        } else {
            chain.add(scale + (format.exact() ? EXACT_SCALER : SCALER) + matrices(color, format));
        }
    }

    /**
     * Blends transparent frames with the background. Colors are multiplied by their opacity before they are scaled: otherwise the
     * invisible colors of transparent pixels would show at the edges. Then the background is added, multiplied by what is missing
     * to full opacity.
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
        // Drops the alpha plane only after the blend. Without this line, ffmpeg would drop it earlier.
        chain.add("format=gbrap");
        chain.add("format=gbrp");
        chain.add("scale=" + EXACT_SCALER.substring(1) + matrices(new Color("", "", Color.RGB, ""), format));
    }

    private static String matrices(Color source, SampleFormat format) {
        String in = source.space();
        String out = format.color().space();
        // If the matrix is unknown, the scaler uses that of the frames.
        String from = in.isEmpty() || in.equals(Color.RGB) ? "" : ":in_color_matrix=" + in;
        String to = out.isEmpty() || format.rgb() ? "" : ":out_color_matrix=" + out;
        return from + to + ":out_range=" + format.color().range();
    }

    /** Sets the color properties of frames. Unknown ones stay as they are. */
    private Filters setColor(Color color) {
        List<String> properties = new ArrayList<>();
        addIfKnown(properties, "color_primaries", color.primaries());
        addIfKnown(properties, "color_trc", color.transfer());
        addIfKnown(properties, "colorspace", color.space());
        addIfKnown(properties, "range", color.range());
        return add(!properties.isEmpty(), "setparams=" + String.join(":", properties));
    }

    private static void addIfKnown(List<String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.add(name + "=" + value);
        }
    }

    @Override
    public String toString() {
        return String.join(",", chain);
    }
}

package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.H264;
import static dev.renditions.oracle.matrix.Films.HEVC;
import static dev.renditions.oracle.matrix.Films.VP9;

import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Gamut;
import dev.renditions.oracle.scene.HdrCurve;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.Seen;
import java.util.List;
import java.util.stream.Stream;

/** Scenes in many colour formats. */
final class Colours {
    /** Fractions of diffuse white, in the red, green and blue of BT.2020. */
    private static final double[][] LIGHT = {{0.40, 0.06, 0.03}, {0.12, 0.35, 0.05}, {0.03, 0.02, 0.35}, {1, 1, 1}};

    private static final double DARK = 0.001;

    /** The peak of a screen of 1000 candelas, relative to diffuse white. */
    private static final double HIGHLIGHT = 1000 / HdrCurve.DIFFUSE_WHITE;

    private Colours() {}

    static List<Input> all() {
        return Stream.of(matrices(), formats(), hdr(), odd(), transparent())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Input> matrices() {
        Signal pal = new Signal("yuv420p", "bt470bg", "bt470bg", "bt709", "tv", true);
        Signal full = Signal.BT709.ranged("pc");
        return List.of(
                in("bt601", "mp4", H264, Signal.BT601).alsoUnder(Kind.HEVC, Kind.AV1),
                in("bt601-pal", "mp4", H264, pal),
                in("bt601-untagged", "mp4", H264, Signal.BT601.untagged()),
                Films.silent(
                        "bt709-untagged-hd",
                        "mp4",
                        H264,
                        VideoScene.STANDARD.sized(1280, 720).paced("25", 1, 0.6).in(Signal.BT709.untagged())),
                in("bt709-full", "mp4", H264, full),
                in(
                        "bt601-full",
                        "mp4",
                        H264 + "-color_range pc ",
                        Signal.BT601.ranged("pc").as("yuvj420p")),
                in("smpte240m", "mp4", H264, new Signal("yuv420p", "smpte240m", "smpte240m", "smpte240m", "tv", true)),
                wide("bt2020-sdr", HEVC, Signal.BT2020).alsoUnder(Kind.HEVC, Kind.AV1),
                wide("bt2020-sdr-8bit", H264, Signal.BT2020.as("yuv420p")),
                wide("display-p3", HEVC, new Signal("yuv420p10le", "bt709", "smpte432", "bt709", "tv", true)));
    }

    private static List<Input> formats() {
        return List.of(
                in("10-bit", "mp4", H264, Signal.BT709.as("yuv420p10le")),
                in("10-bit-hevc", "mp4", HEVC, Signal.BT709.as("yuv420p10le")),
                in("12-bit-444", "mkv", HEVC, Signal.BT709.as("yuv444p12le")),
                in("4-2-2", "mp4", H264, Signal.BT709.as("yuv422p")),
                in("4-2-2-10-bit", "mp4", H264, Signal.BT709.as("yuv422p10le")),
                in("4-4-4", "mp4", H264, Signal.BT709.as("yuv444p")),
                in("rgb", "mkv", "-c:v libx264rgb -preset ultrafast -crf 10 ", Signal.rgb("bgr24")),
                in("rgb-raw", "avi", "-c:v rawvideo ", Signal.rgb("bgr24")),
                grey("gray", "mp4", H264, "gray"),
                grey("gray-10-bit", "mp4", H264, "gray10le"));
    }

    private static Input in(String name, String extension, String arguments, Signal signal) {
        return Films.silent(
                name,
                extension,
                arguments,
                VideoScene.STANDARD.paced("25", 2, 0.6).in(signal));
    }

    /** With colours inside BT.709, so that none is clipped. */
    private static Input wide(String name, String arguments, Signal signal) {
        Palette palette = Palette.STANDARD.withQuadrants(
                new Rgb(170, 90, 80), new Rgb(100, 160, 90), new Rgb(70, 70, 160), new Rgb(235, 235, 235));
        VideoScene video = VideoScene.STANDARD.paced("25", 2, 0.6).in(signal).drawn(palette);
        return Films.silent(name, "mp4", arguments, video);
    }

    private static Input grey(String name, String extension, String arguments, String pixels) {
        VideoScene video = VideoScene.STANDARD
                .paced("25", 2, 0.6)
                .in(Signal.BT601.as(pixels).untagged());
        Seen seen = video.seen();
        return Films.silent(
                name,
                Recipe.of(extension, arguments, Part.of(video)),
                seen.in(seen.palette().map(Rgb::grey), Fidelity.EXACT));
    }

    private static List<Input> hdr() {
        return List.of(
                hdr("pq-10-bit", HEVC, HdrCurve.PQ, Signal.PQ, 320, 180).alsoUnder(Kind.HEVC, Kind.AV1),
                hdr("pq-8-bit", HEVC, HdrCurve.PQ, Signal.PQ.as("yuv420p"), 320, 180),
                hdr("pq-odd", VP9 + "-f webm ", HdrCurve.PQ, Signal.PQ, 321, 181),
                hdr("pq-4-2-2", HEVC, HdrCurve.PQ, Signal.PQ.as("yuv422p10le"), 320, 180),
                hdr("pq-full", HEVC, HdrCurve.PQ, Signal.PQ.ranged("pc"), 320, 180),
                hdr(
                        "hdr10",
                        HEVC.replace(
                                "log-level=0",
                                "log-level=0:hdr10=1:max-cll=1000,400:master-display="
                                        + "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"),
                        HdrCurve.PQ,
                        Signal.PQ,
                        320,
                        180),
                hdr("hlg-10-bit", HEVC, HdrCurve.HLG, Signal.HLG, 320, 180),
                hdr("hlg-8-bit", HEVC, HdrCurve.HLG, Signal.HLG.as("yuv420p"), 320, 180),
                hdr("hlg-odd", VP9 + "-f webm ", HdrCurve.HLG, Signal.HLG, 321, 181),
                hdr("hlg-portrait", HEVC, HdrCurve.HLG, Signal.HLG, 180, 320));
    }

    private static Input hdr(String name, String arguments, HdrCurve curve, Signal signal, int width, int height) {
        List<Rgb> drawn = Stream.of(LIGHT)
                .map(light -> curve.of(light[0], light[1], light[2]))
                .toList();
        List<Rgb> shown = Stream.of(LIGHT)
                .map(light -> Gamut.encoded(Gamut.toBt709(light, "bt2020")))
                .toList();
        VideoScene video = VideoScene.STANDARD
                .sized(width, height)
                .paced("25", 2, 0.6)
                .in(signal)
                .drawn(Palette.of(drawn, curve.of(DARK, DARK, DARK), curve.of(HIGHLIGHT, HIGHLIGHT, HIGHLIGHT)));
        Seen seen = video.seen().in(Palette.of(shown, new Rgb(8, 8, 8), Rgb.WHITE), Fidelity.TONE_MAPPED);
        String extension = arguments.contains("webm") ? "webm" : "mp4";
        return Films.silent(name, Recipe.of(extension, arguments, Part.of(video)), seen);
    }

    /** Tags that are contradictory, wrong or reserved: the usual guess is correct. */
    private static List<Input> odd() {
        return List.of(
                tagged("tags-rgb-matrix", H264, "matrix_coefficients=0", false),
                tagged(
                        "tags-reserved",
                        H264,
                        "matrix_coefficients=3:colour_primaries=3:transfer_characteristics=3",
                        false),
                tagged(
                        "tags-reserved-hevc",
                        HEVC,
                        "matrix_coefficients=3:colour_primaries=3:transfer_characteristics=3",
                        true),
                tagged(
                        "tags-pq-bt709",
                        H264,
                        "matrix_coefficients=1:colour_primaries=1:transfer_characteristics=2",
                        false));
    }

    private static Input tagged(String name, String arguments, String tags, boolean hevc) {
        VideoScene video = VideoScene.STANDARD.paced("25", 2, 0.6).in(Signal.BT601.untagged());
        if (name.endsWith("bt709")) {
            video = video.in(Signal.BT709.untagged());
        }
        Recipe recipe = Recipe.of(
                "mp4",
                arguments + "-bsf:v " + (hevc ? "hevc" : "h264") + "_metadata=" + tags + " -movflags +write_colr ",
                Part.of(video));
        return Films.silent(name, recipe, video.seen());
    }

    /** With a transparent quadrant, which hides another colour, and a half-transparent one. */
    private static List<Input> transparent() {
        return List.of(
                clear("alpha-prores", "mov", "-c:v prores_ks -profile:v 4 ", Signal.BT709.as("yuva444p10le")),
                clear(
                        "alpha-vp9",
                        "webm",
                        VP9.replace("realtime", "good"),
                        Signal.BT601.as("yuva420p").untagged()),
                clear("alpha-png", "mov", "-c:v png ", Signal.rgb("rgba")),
                clear("alpha-apng", "apng", "-f apng -c:v apng ", Signal.rgb("rgba")),
                clear(
                        "alpha-vp8",
                        "webm",
                        Films.VP8 + "-auto-alt-ref 0 ",
                        Signal.BT601.as("yuva420p").untagged()));
    }

    private static Input clear(String name, String extension, String arguments, Signal signal) {
        VideoScene video = hidden().paced("25", 2, 0.6).in(signal);
        return Films.silent(name, extension, arguments, video);
    }

    /** The scene with a half-transparent third quadrant and a transparent last one. */
    static VideoScene hidden() {
        Palette usual = Palette.STANDARD;
        return VideoScene.STANDARD
                .drawn(usual.withQuadrants(
                        usual.quadrants().get(0),
                        usual.quadrants().get(1),
                        usual.quadrants().get(2),
                        new Rgb(200, 30, 200)))
                .seeThrough(255, 255, 128, 0);
    }
}

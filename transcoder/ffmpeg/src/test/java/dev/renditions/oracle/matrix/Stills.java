package dev.renditions.oracle.matrix;

import dev.renditions.oracle.input.Exif;
import dev.renditions.oracle.input.Heif;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Photos and drawings, upright and rotated, and small animations. */
final class Stills {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** One frame, without a flash. */
    private static final VideoScene STILL = VideoScene.STANDARD.paced("25", 0.04);

    private static final String JPEG = "-c:v mjpeg -q:v 2 -color_range pc -f image2 ";
    private static final String WEBP = "-c:v libwebp -quality 90 -f webp ";
    private static final String X265 =
            "-c:v libx265 -preset fast -crf 12 -x265-params log-level=0:pools=none:frame-threads=1:keyint=1 -tag:v hvc1 ";
    private static final String AOM = "-c:v libaom-av1 -usage allintra -cpu-used 8 -crf 12 -row-mt 0 ";

    private Stills() {}

    static List<Input> all() {
        return Stream.of(formats(), oriented(), heif(), transparent(), animations())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Input> formats() {
        return List.of(
                still("jpeg", "jpg", JPEG, STILL.in(Signal.JPEG.as("yuvj420p"))),
                still("jpeg-4-4-4", "jpg", JPEG, STILL.in(Signal.JPEG.as("yuvj444p"))),
                still("jpeg-odd", "jpg", JPEG, STILL.sized(321, 181).in(Signal.JPEG.as("yuvj420p"))),
                still("jpeg-portrait", "jpg", JPEG, STILL.sized(180, 320).in(Signal.JPEG.as("yuvj420p"))),
                grey("jpeg-gray", "jpg", JPEG, "gray"),
                still("png", "png", "-c:v png -f image2 ", STILL.in(Signal.rgb("rgb24"))),
                still("png-16-bit", "png", "-c:v png -f image2 ", STILL.in(Signal.rgb("rgb48be"))),
                grey("png-gray", "png", "-c:v png -f image2 ", "gray"),
                grey("png-gray-16-bit", "png", "-c:v png -f image2 ", "gray16be"),
                still("webp", "webp", WEBP, STILL.in(Signal.BT601.untagged())),
                still("webp-lossless", "webp", "-c:v libwebp -lossless 1 -f webp ", STILL.in(Signal.rgb("bgra"))),
                still("bmp", "bmp", "-c:v bmp -f image2 ", STILL.in(Signal.rgb("bgr24"))),
                still("tiff", "tiff", "-c:v tiff -f image2 ", STILL.in(Signal.rgb("rgb24"))),
                still("tiff-16-bit", "tiff", "-c:v tiff -f image2 ", STILL.in(Signal.rgb("rgb48le"))),
                still(
                        "gif-one-frame",
                        "gif",
                        "-c:v gif -f gif ",
                        STILL.in(Signal.rgb("bgr8")).drawn(coarse())));
    }

    /** With colours of the 256-colour palette. */
    private static Palette coarse() {
        return Palette.STANDARD.withQuadrants(
                new Rgb(219, 36, 0), new Rgb(36, 182, 0), new Rgb(36, 36, 255), Rgb.WHITE);
    }

    private static Input still(String name, String extension, String arguments, VideoScene scene) {
        return of(name, Recipe.of(extension, arguments, Part.of(scene)), scene.seen());
    }

    private static Input grey(String name, String extension, String arguments, String pixels) {
        VideoScene scene = STILL.in(Signal.JPEG.as(pixels));
        Seen seen = scene.seen();
        return of(
                name,
                Recipe.of(extension, arguments, Part.of(scene)),
                seen.in(seen.palette().map(Rgb::grey), Fidelity.EXACT));
    }

    private static Input of(String name, Recipe recipe, Seen seen) {
        return Input.of("still-" + name, recipe, Showing.of(seen.still()));
    }

    /** Stored so that the orientation shows them upright. */
    private static List<Input> oriented() {
        Stream<Input> jpegs = IntStream.rangeClosed(1, 8).mapToObj(Stills::jpeg);
        Stream<Input> others = Stream.of(3, 5, 6, 8)
                .flatMap(orientation -> Stream.of(png(orientation), webp(orientation), tiff(orientation)));
        return Stream.concat(jpegs, others).toList();
    }

    private static Input jpeg(int orientation) {
        VideoScene scene = STILL.in(Signal.JPEG.as("yuvj420p")).filtered(Exif.stored(orientation));
        Recipe recipe = Recipe.of("jpg", JPEG, Part.of(scene))
                .patched("EXIF orientation " + orientation, bytes -> Exif.jpeg(bytes, orientation));
        return of("jpeg-exif-" + orientation, recipe, scene.seen());
    }

    private static Input png(int orientation) {
        VideoScene scene = STILL.in(Signal.rgb("rgb24")).filtered(Exif.stored(orientation));
        Recipe recipe = Recipe.of("png", "-c:v png -f image2 ", Part.of(scene))
                .patched("eXIf orientation " + orientation, bytes -> Exif.png(bytes, orientation));
        return of("png-exif-" + orientation, recipe, scene.seen());
    }

    private static Input webp(int orientation) {
        VideoScene scene = STILL.in(Signal.BT601.untagged()).filtered(Exif.stored(orientation));
        boolean across = orientation > 4;
        Recipe recipe = Recipe.of("webp", WEBP, Part.of(scene))
                .patched(
                        "EXIF orientation " + orientation,
                        bytes -> Exif.webp(bytes, across ? HEIGHT : WIDTH, across ? WIDTH : HEIGHT, orientation));
        return of("webp-exif-" + orientation, recipe, scene.seen());
    }

    private static Input tiff(int orientation) {
        VideoScene scene = STILL.in(Signal.rgb("rgb24")).filtered(Exif.stored(orientation));
        boolean across = orientation > 4;
        Recipe recipe = Recipe.of("tiff", "-c:v rawvideo -f rawvideo ", Part.of(scene))
                .patched(
                        "as TIFF with orientation " + orientation,
                        bytes -> Exif.tiff(bytes, across ? HEIGHT : WIDTH, across ? WIDTH : HEIGHT, orientation));
        return of("tiff-exif-" + orientation, recipe, scene.seen());
    }

    private static List<Input> heif() {
        return List.of(
                heif("heic", X265, "", "", heif -> heif),
                heif("heic-turned-1", X265, "", "transpose=1", heif -> heif.turned(1)),
                heif("heic-turned-2", X265, "", "hflip,vflip", heif -> heif.turned(2)),
                heif("heic-turned-3", X265, "", "transpose=2", heif -> heif.turned(3)),
                heif("heic-mirrored", X265, "", "hflip", heif -> heif.mirrored(true)),
                heif("heic-flipped", X265, "", "vflip", heif -> heif.mirrored(false)),
                heif(
                        "heic-turned-mirrored",
                        X265,
                        "",
                        "hflip,transpose=1",
                        heif -> heif.turned(1).mirrored(true)),
                heif("heic-10-bit", X265, "yuv420p10le", "", heif -> heif),
                heif("heic-tiles", X265, "", "untile=2x1", heif -> heif),
                heif("heic-tiles-turned", X265, "", "transpose=1,untile=2x1", heif -> heif.turned(1)),
                heif("avif", AOM, "", "", heif -> heif),
                heif("avif-turned-1", AOM, "", "transpose=1", heif -> heif.turned(1)),
                heif("avif-turned-3", AOM, "", "transpose=2", heif -> heif.turned(3)),
                heif("avif-mirrored", AOM, "", "hflip", heif -> heif.mirrored(true)),
                heif("avif-10-bit", AOM, "yuv420p10le", "", heif -> heif),
                heif("avif-4-4-4", AOM, "yuv444p", "", heif -> heif));
    }

    /** Rotates and mirrors an image. */
    private interface Transform {
        Heif of(Heif heif);
    }

    private static Input heif(String name, String arguments, String pixels, String stored, Transform transform) {
        Signal signal = Signal.BT709.ranged("pc").as(pixels.isEmpty() ? "yuv420p" : pixels);
        VideoScene scene = STILL.in(signal).filtered(stored);
        boolean across = stored.contains("transpose");
        Recipe recipe = Recipe.of("mp4", arguments, Part.of(scene))
                .patched(
                        "as " + name.toUpperCase(Locale.ROOT),
                        mp4 -> transform
                                .of(new Heif(mp4, across ? HEIGHT : WIDTH, across ? WIDTH : HEIGHT))
                                .bytes());
        return of(name, recipe, scene.seen());
    }

    private static List<Input> transparent() {
        VideoScene hidden = Colours.hidden().paced("25", 0.04);
        VideoScene alpha =
                hidden.in(Signal.rgb("rgba")).filtered("alphaextract,format=gray,setparams=colorspace=bt709:range=pc");
        VideoScene opaque = hidden.in(Signal.BT709.ranged("pc")).seeThrough(255, 255, 255, 255);
        return List.of(
                still("png-alpha", "png", "-c:v png -f image2 ", hidden.in(Signal.rgb("rgba"))),
                still("png-alpha-16-bit", "png", "-c:v png -f image2 ", hidden.in(Signal.rgb("rgba64be"))),
                still(
                        "webp-alpha",
                        "webp",
                        WEBP,
                        hidden.in(Signal.BT601.as("yuva420p").untagged())),
                still(
                        "webp-alpha-lossless",
                        "webp",
                        "-c:v libwebp -lossless 1 -f webp ",
                        hidden.in(Signal.rgb("bgra"))),
                still("tiff-alpha", "tiff", "-c:v tiff -f image2 ", hidden.in(Signal.rgb("rgba"))),
                of("avif-alpha", Recipe.of("avif", AOM + "-f avif ", Part.of(opaque), Part.of(alpha)), hidden.seen()));
    }

    private static List<Input> animations() {
        VideoScene coarse =
                VideoScene.STANDARD.paced("25", 2, 0.6).in(Signal.rgb("bgr8")).drawn(coarse());
        VideoScene slow = VideoScene.STANDARD.paced("5", 2, 0.6);
        return List.of(
                moving("gif", Recipe.of("gif", "-c:v gif -f gif ", Part.of(coarse)), coarse.seen()),
                moving(
                        "gif-5",
                        Recipe.of("gif", "-c:v gif -f gif ", Part.of(coarse.paced("5", 2, 0.6))),
                        coarse.paced("5", 2, 0.6).seen()),
                moving(
                        "apng",
                        Recipe.of("apng", "-c:v apng -f apng ", Part.of(slow.in(Signal.rgb("rgb24")))),
                        slow.seen()),
                moving(
                        "avif",
                        Recipe.of(
                                "avif",
                                "-c:v libaom-av1 -usage good -cpu-used 8 -crf 12 -row-mt 0 -f avif ",
                                Part.of(slow.in(Signal.BT709.ranged("pc")))),
                        slow.seen()),
                moving(
                                "webp",
                                Recipe.of(
                                        "webp",
                                        "-c:v libwebp_anim -quality 90 -f webp ",
                                        Part.of(slow.in(Signal.BT601.untagged()))),
                                slow.seen())
                        .refused("animated WebP"));
    }

    private static Input moving(String name, Recipe recipe, Seen seen) {
        return Films.silent("animation-" + name, recipe, seen);
    }
}

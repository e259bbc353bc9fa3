package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Seen;
import java.util.List;
import java.util.stream.Stream;

/** Scenes of unusual sizes and pixel aspects, rotated and mirrored. */
final class Geometry {
    private Geometry() {}

    static List<Input> all() {
        return Stream.of(turned(), sizes(), pixels()).flatMap(List::stream).toList();
    }

    /** Stored so that the display matrix shows them upright. */
    private static List<Input> turned() {
        return List.of(
                turned("turned-90", "-display_rotation:v 90", "transpose=1", 320, 180),
                turned("turned-180", "-display_rotation:v 180", "hflip,vflip", 320, 180),
                turned("turned-270", "-display_rotation:v 270", "transpose=2", 320, 180),
                turned("turned-portrait", "-display_rotation:v 90", "transpose=1", 180, 320),
                turned("mirrored", "-display_hflip:v", "hflip", 320, 180),
                turned("flipped", "-display_vflip:v", "vflip", 320, 180),
                turned("mirrored-90", "-display_rotation:v 90 -display_hflip:v", "transpose=3", 320, 180),
                turned("mirrored-270", "-display_rotation:v 270 -display_hflip:v", "transpose=0", 320, 180),
                turned("turned-90-long", "-display_rotation:v 90", "transpose=1,scale=160:320,setsar=9/8", 320, 180));
    }

    private static Input turned(String name, String matrix, String stored, int width, int height) {
        VideoScene video = VideoScene.STANDARD.sized(width, height).filtered(stored);
        Recipe recipe = Recipe.of("mp4", H264 + AAC, Part.of(video), Part.of(AudioScene.STEREO))
                .rewrapped(matrix, "-c copy", "mp4");
        return Films.of(name, recipe, video.seen(), AudioScene.STEREO.heard());
    }

    private static List<Input> sizes() {
        String odd = Films.VP9;
        return List.of(
                sized("odd", "webm", odd, 321, 181),
                sized("odd-small", "webm", odd, 161, 121),
                sized("odd-h264", "mp4", H264, 320, 180, Signal.BT709.as("yuv444p"), "crop=319:179", 319, 179),
                sized("portrait", "mp4", H264, 180, 320),
                sized("square", "mp4", H264, 200, 200),
                sized("wide", "mp4", H264, 1024, 64),
                sized("tall", "mp4", H264, 64, 1024),
                sized("very-wide", "mp4", H264, 2048, 32),
                sized("tiny-64x36", "mp4", H264, 64, 36),
                sized("tiny-16x16", "mp4", H264, 16, 16),
                sized("tiny-2x2", "mp4", H264, 2, 2),
                sized("tiny-2x2-gif-like", "mkv", "-c:v png ", 2, 2, Signal.rgb("rgb24"), "", 2, 2),
                sized("hd", "mp4", H264, 1280, 720).alsoUnder(Kind.HEVC, Kind.AV1),
                Films.silent(
                        "cropped",
                        "mp4",
                        H264 + "-bsf:v h264_metadata=crop_right=32:crop_bottom=28",
                        VideoScene.STANDARD.filtered("pad=352:196:0:0:magenta")));
    }

    private static Input sized(String name, String extension, String arguments, int width, int height) {
        return sized(name, extension, arguments, width, height, Signal.BT709, "", width, height);
    }

    private static Input sized(
            String name,
            String extension,
            String arguments,
            int width,
            int height,
            Signal signal,
            String filters,
            int seenWidth,
            int seenHeight) {
        VideoScene video = VideoScene.STANDARD
                .sized(width, height)
                .paced("25", 2, 0.6)
                .in(signal)
                .filtered(filters);
        return Films.silent(
                name,
                Recipe.of(extension, arguments, Part.of(video)),
                video.seen().sized(seenWidth, seenHeight));
    }

    /** Pixels that are not square: the scene is drawn in its displayed size and stored narrower or lower. */
    private static List<Input> pixels() {
        return List.of(
                narrow("pixels-4-3", "mp4", "scale=240:180,setsar=4/3", 320, 180),
                narrow("pixels-2-1", "mp4", "scale=160:180,setsar=2", 320, 180),
                narrow("pixels-1-2", "mp4", "scale=320:90,setsar=1/2", 160, 90),
                narrow("pixels-8-9", "mkv", "scale=352:240,setsar=8/9", 313, 240),
                narrow("pixels-16-11", "ts", "scale=352:288,setsar=16/11", 512, 288),
                narrow("pixels-3-4", "mp4", "scale=320:240,setsar=3/4", 240, 240));
    }

    private static Input narrow(String name, String extension, String filters, int width, int height) {
        VideoScene video =
                VideoScene.STANDARD.sized(width, height).paced("25", 2, 0.6).filtered(filters);
        Seen seen = video.seen();
        return Films.silent(name, Recipe.of(extension, H264, Part.of(video)), seen);
    }
}

package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Exif;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Showing;
import java.util.List;
import java.util.Optional;

/** Audio with an attached picture, which gives a poster but no video. */
final class Covers {
    private static final String JPEG = "-c:v mjpeg -q:v 2 -color_range pc -f image2 ";
    private static final VideoScene COVER =
            VideoScene.STANDARD.paced("25", 0.04).sized(200, 200);

    private Covers() {}

    static List<Input> all() {
        return List.of(
                sound("mp3", "mp3", Films.MP3 + "-id3v2_version 3", jpeg(1)),
                sound("mp3-exif-6", "mp3", Films.MP3 + "-id3v2_version 3", jpeg(6)),
                sound("m4a", "m4a", AAC, jpeg(1)),
                sound("m4a-exif-8", "m4a", AAC, jpeg(8)),
                sound("m4a-png", "m4a", AAC, png()),
                sound("flac", "flac", "-c:a flac", jpeg(1)),
                sound("flac-exif-3", "flac", "-c:a flac", jpeg(3)),
                sound("flac-png", "flac", "-c:a flac", png()),
                film());
    }

    private static Input sound(String name, String extension, String arguments, Recipe cover) {
        Recipe recipe = Recipe.of(
                extension,
                arguments + " -c:v copy -disposition:v attached_pic",
                Part.of(AudioScene.STEREO),
                new Part.Made("", cover));
        Showing showing = new Showing(
                Optional.of(COVER.seen().still()), Optional.of(AudioScene.STEREO.heard()), List.of(), Harm.NONE);
        return Input.of("cover-" + name, recipe, showing);
    }

    /** A video with an attached picture before it: the video is used. */
    private static Input film() {
        Palette other = Palette.STANDARD.withQuadrants(
                Palette.STANDARD.quadrants().get(3),
                Palette.STANDARD.quadrants().get(2),
                Palette.STANDARD.quadrants().get(1),
                Palette.STANDARD.quadrants().get(0));
        Recipe cover = Recipe.of("jpg", JPEG, Part.of(COVER.drawn(other).in(Signal.JPEG.as("yuvj420p"))));
        Recipe recipe = Recipe.of(
                "mp4",
                H264 + AAC + "-c:v:0 copy -disposition:v:0 attached_pic",
                new Part.Made("", cover),
                Part.of(VideoScene.STANDARD),
                Part.of(AudioScene.STEREO));
        return Films.of("cover-film", recipe, VideoScene.STANDARD.seen(), AudioScene.STEREO.heard());
    }

    private static Recipe jpeg(int orientation) {
        VideoScene scene = COVER.in(Signal.JPEG.as("yuvj420p")).filtered(Exif.stored(orientation));
        return Recipe.of("jpg", JPEG, Part.of(scene))
                .patched("EXIF orientation " + orientation, bytes -> Exif.jpeg(bytes, orientation));
    }

    private static Recipe png() {
        return Recipe.of("png", "-c:v png -f image2 ", Part.of(COVER.in(Signal.rgb("rgb24"))));
    }
}

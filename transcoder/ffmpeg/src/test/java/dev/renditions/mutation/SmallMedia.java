package dev.renditions.mutation;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small file of one kind, made from a sample: short, so that thousands of them can be tested. Immutable.
 *
 * @param name file name
 * @param bytes content
 */
record SmallMedia(String name, byte[] bytes) {
    private static final Path SAMPLES = Checkout.path("samples");
    private static final String H264 = " -vf scale=96:-2 -c:v libx264 -preset ultrafast -g 5 -bf 1 -c:a aac -b:a 32k ";

    private record Recipe(String name, String sample, String arguments) {}

    private static final List<Recipe> RECIPES = List.of(
            new Recipe("film.mp4", "video-720p.mp4", "-t 0.4" + H264),
            new Recipe("fast-start.mp4", "surround-5.1.mp4", "-t 0.4 -movflags +faststart" + H264),
            new Recipe("fragmented.mp4", "video-720p.mp4", "-t 0.4 -movflags +frag_keyframe+empty_moov" + H264),
            new Recipe("turned.mp4", "portrait-by-rotation.mp4", "-t 0.3 -c copy"),
            new Recipe("film.mkv", "subtitles.mkv", "-t 0.4 -c:s copy" + H264),
            new Recipe("film.ts", "video-720p.mp4", "-t 0.4" + H264),
            new Recipe("film.avi", "video-720p.mp4", "-t 0.4 -vf scale=96:-2 -c:v mpeg4 -c:a libmp3lame -b:a 32k"),
            new Recipe(
                    "film.webm",
                    "vp9-opus.webm",
                    "-t 0.4 -vf scale=96:-2 -c:v libvpx-vp9 -deadline realtime"
                            + " -cpu-used 8 -b:v 60k -c:a libopus -b:a 32k"),
            new Recipe("film.flv", "video-720p.mp4", "-t 0.4 -ar 44100" + H264),
            new Recipe("moving.gif", "animation.gif", "-t 0.4 -vf scale=64:-1"),
            new Recipe(
                    "cover.mp3", "cover-art.mp3", "-t 0.5 -map 0 -vf scale=64:-1 -c:v mjpeg -c:a libmp3lame -b:a 32k"),
            new Recipe(
                    "cover.m4a",
                    "cover-art.m4a",
                    "-t 0.5 -map 0 -vf scale=64:-2 -c:v mjpeg -disposition:v attached_pic -c:a aac -b:a 32k"),
            new Recipe("sound.opus", "chord.opus", "-t 0.5 -c:a libopus -b:a 32k"),
            new Recipe("sound.flac", "chord.flac", "-t 0.2 -ac 1"),
            new Recipe("sound.wav", "chord.flac", "-t 0.2 -ac 1 -ar 16000"),
            new Recipe("still.png", "still.png", "-vf scale=64:-1"),
            new Recipe("still.jpg", "still.jpg", "-vf scale=96:-1"));

    /** One of each kind, made in a folder. */
    static List<SmallMedia> all(Path folder) {
        return Stream.concat(RECIPES.stream().map(recipe -> make(recipe, folder)), SmallHeifs.all(folder).stream())
                .toList();
    }

    private static SmallMedia make(Recipe recipe, Path folder) {
        try {
            // A name without spaces, since arguments are split at spaces.
            Path sample = folder.resolve("sample-" + recipe.sample());
            if (!Files.exists(sample)) {
                Files.copy(SAMPLES.resolve(recipe.sample()), sample);
            }
            String arguments = Stream.of(
                            "-i " + sample.getFileName(),
                            "-fflags +bitexact",
                            recipe.arguments().strip())
                    .reduce((a, b) -> a + " " + b)
                    .orElseThrow();
            Path made = TestMedia.make(folder.resolve(recipe.name()), arguments.replaceAll(" +", " "));
            return new SmallMedia(recipe.name(), Files.readAllBytes(made));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

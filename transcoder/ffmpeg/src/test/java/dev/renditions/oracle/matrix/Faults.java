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
import dev.renditions.oracle.scene.Showing;
import java.util.List;

/**
 * Outputs that are wrong on purpose, for tests of the oracle itself. Each differs from the usual scene in one thing.
 */
public final class Faults {
    /**
     * One wrong output.
     *
     * @param input how it is made
     * @param kind the kind that it is checked as
     * @param expectedMismatch a regular expression that a reported mismatch must match; empty if there must be none
     */
    public record Fault(Input input, Kind kind, String expectedMismatch) {
        @Override
        public String toString() {
            return input.name();
        }
    }

    private static final VideoScene VIDEO = VideoScene.STANDARD;
    private static final AudioScene AUDIO = AudioScene.STEREO;
    private static final String YUV420 = H264 + AAC;

    private Faults() {}

    /** Videos without a fault. */
    public static List<Input> none() {
        return List.of(film("right", VIDEO, AUDIO), film("right-without-copies", VIDEO.filtered("null"), AUDIO));
    }

    /** A video that no profile copies. */
    public static Input encoded() {
        return Films.usual("mpeg2-pcm", "mov", "-c:v mpeg2video -q:v 2 -pix_fmt yuv420p " + Films.PCM);
    }

    /** What the usual scene shows. */
    public static Showing showing() {
        return Showing.of(VIDEO.seen(), AUDIO.heard());
    }

    /** Videos with one fault each. */
    public static List<Fault> films() {
        return List.of(
                fault("turned", VIDEO.filtered("hflip,vflip"), AUDIO, "orientation: .*turned over"),
                fault("mirrored", VIDEO.filtered("hflip"), AUDIO, "orientation: .*mirrored"),
                fault(
                        "turned-right",
                        VIDEO.sized(180, 320).filtered("transpose=1"),
                        AUDIO,
                        "orientation: .*turned right"),
                fault("stretched", VIDEO.filtered("crop=290:180,scale=320:180,setsar=1"), AUDIO, "circle: "),
                fault("pixels-not-square", VIDEO.filtered("setsar=16/15"), AUDIO, "size: "),
                fault("small", VIDEO.sized(288, 162), AUDIO, "size: "),
                fault("other-matrix", VIDEO.filtered("setparams=colorspace=smpte170m"), AUDIO, "colors: "),
                fault("other-range", VIDEO.filtered("setparams=range=pc"), AUDIO, "colors: "),
                fault("pale", VIDEO.filtered("eq=saturation=0.93"), AUDIO, "colors: "),
                fault("hdr-tags", VIDEO.in(Signal.PQ.as("yuv420p")), AUDIO, "tagged as high dynamic range"),
                fault("10-bit", VIDEO.in(Signal.BT709.as("yuv420p10le")), AUDIO, "pixels: "),
                fault("late-picture", VIDEO.filtered("tpad=start=3"), AUDIO, "flashes: "),
                fault("half-rate", VIDEO.paced("25/2", 2.96, 0.6, 1.8), AUDIO, "frames a second: "),
                fault("repeated", VIDEO.filtered("fps=5,fps=25"), AUDIO, "different frames: "),
                fault("short", VIDEO.paced("25", 2.8, 0.6, 1.8), AUDIO, "end of the last frame: "),
                fault("backwards", VIDEO.filtered("reverse"), AUDIO, "not in order"),
                fault("short-sound", VIDEO, AUDIO.lasting(2.8, 0.6, 1.8), "last sample: "),
                fault(
                        "sound-60-ms-late",
                        VIDEO,
                        AUDIO.filtered("adelay=60:all=1,atrim=0:3"),
                        "audio lag behind video: "),
                fault(
                        "sound-60-ms-early",
                        VIDEO,
                        AUDIO.filtered("atrim=0.06,asetpts=PTS-STARTPTS,apad=whole_dur=3"),
                        "audio lag behind video: "),
                fault("swapped", VIDEO, AUDIO.filtered("pan=stereo|c0=c1|c1=c0"), "channel 0: "),
                fault("mixed", VIDEO, AUDIO.filtered("pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0+0.5*c1"), "channel 0: "),
                fault("one-channel", VIDEO, AUDIO.filtered("pan=mono|c0=c0"), "channels: "),
                fault("right-silent", VIDEO, AUDIO.filtered("pan=stereo|c0=c0|c1=0*c1"), "channel 1: "),
                fault("mute", VIDEO, AUDIO.filtered("volume=0"), "beeps: "),
                new Fault(Films.silent("fault-no-sound", "mp4", H264, VIDEO), Kind.MP4, "audio: some expected, none"),
                turnedByMatrix());
    }

    private static Fault turnedByMatrix() {
        Recipe recipe = Recipe.of("mp4", YUV420, Part.of(VIDEO.filtered("hflip,vflip")), Part.of(AUDIO))
                .rewrapped("-display_rotation:v 180", "-c copy", "mp4");
        return new Fault(Films.of("fault-matrix", recipe, VIDEO.seen(), AUDIO.heard()), Kind.MP4, "tagged as rotated");
    }

    /** Audio with one fault each. */
    public static List<Fault> sounds() {
        return List.of(
                sound("right", "volume=1.5dB", ""),
                sound("quiet", "volume=-1dB", "loudness: "),
                sound("clipped", "volume=26dB", "true peak: "));
    }

    private static Fault sound(String name, String filters, String expectedMismatch) {
        return new Fault(
                Films.sound("fault-sound-" + name, "m4a", AAC, AUDIO.filtered(filters)), Kind.AAC, expectedMismatch);
    }

    /** Stills with one fault each, as posters. */
    public static List<Fault> posters() {
        VideoScene still = VIDEO.paced("25", 0.04).in(Signal.JPEG.as("yuvj420p"));
        return List.of(
                poster("right", still, ""),
                poster("turned", still.sized(180, 320).filtered("transpose=2"), "orientation: .*turned left"),
                poster("squeezed", still.sized(180, 320).filtered("transpose=2,scale=320:180"), "circle: "),
                poster(
                        "other-matrix",
                        still.in(new Signal("yuvj420p", "bt709", "bt709", "bt709", "pc", true)),
                        "colors: "));
    }

    private static Fault poster(String name, VideoScene scene, String expectedMismatch) {
        Recipe recipe = Recipe.of("jpg", "-c:v mjpeg -q:v 2 -color_range pc -f image2 ", Part.of(scene));
        return new Fault(
                Input.of("fault-poster-" + name, recipe, Showing.of(VIDEO.seen().still())),
                Kind.POSTER,
                expectedMismatch);
    }

    /** A storyboard sheet of six tiles, two in a row, one for each half second. */
    public static Input sheet() {
        VideoScene tiles = VIDEO.in(Signal.JPEG.as("yuvj420p")).filtered("scale=160:90,fps=2:round=down,tile=2x3");
        return Input.of(
                "fault-sheet",
                Recipe.of("jpg", "-c:v mjpeg -q:v 2 -color_range pc -frames:v 1 -f image2 ", Part.of(tiles)),
                Showing.of(VIDEO.seen()));
    }

    /** Animations with one fault each. */
    public static List<Fault> previews() {
        VideoScene slow = VIDEO.paced("12", 3, 0.6, 1.8).in(Signal.BT601.untagged());
        return List.of(
                preview("right", slow, ""),
                preview("backwards", slow.filtered("reverse"), "not in order"),
                preview("fast", slow.filtered("setpts=PTS/2"), "length: "),
                preview("mirrored", slow.filtered("hflip"), "orientation: "));
    }

    private static Fault preview(String name, VideoScene scene, String expectedMismatch) {
        Recipe recipe = Recipe.of("webp", "-c:v libwebp_anim -quality 80 -f webp ", Part.of(scene));
        return new Fault(Films.silent("fault-preview-" + name, recipe, VIDEO.seen()), Kind.PREVIEW, expectedMismatch);
    }

    private static Fault fault(String name, VideoScene video, AudioScene audio, String expectedMismatch) {
        return new Fault(film(name, video, audio), Kind.MP4, expectedMismatch);
    }

    private static Input film(String name, VideoScene video, AudioScene audio) {
        return Films.of("fault-" + name, "mp4", YUV420, video, audio, VIDEO.seen(), AUDIO.heard());
    }
}

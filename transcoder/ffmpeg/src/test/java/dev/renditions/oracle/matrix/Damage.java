package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.Step;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Pace;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Damaged files: what is left is published with a warning, unless too much is lost. */
final class Damage {
    private static final String NOW = "-muxdelay 0 -muxpreload 0 ";
    private static final int TS_PACKET = 188;

    /** Bytes that are left of the fragment that was being written. */
    private static final int LAST_BYTES = 60;

    /** Bytes at the start of a slice that stay unchanged: its length and header. */
    private static final int SLICE_HEADER = 40;

    private static final int CORRUPTED_BYTES = 60;

    private Damage() {}

    static List<Input> all() {
        return List.of(
                lostPackets("ts-lost-packet", 1),
                lostPackets("ts-lost-packets", 12),
                joined(),
                killed("mp4", "moof", "-frag_duration 500000 -movflags +empty_moov+default_base_moof", 2.58, 2.56),
                killed("mkv", "\u001fC\u00b6u", "-cluster_time_limit 500", 2.88, 2.86),
                corrupted("bit-rot").harmed(Harm.PICTURE),
                Films.usual("damage-mp4-60", "mp4", H264 + AAC + "-movflags +faststart")
                        .recipe(recipe ->
                                recipe.patched("cut to 60 %", bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10)))
                        .refused("truncated"),
                Films.usual("damage-mp4-no-index", "mp4", H264 + AAC)
                        .recipe(recipe ->
                                recipe.patched("cut to 60 %", bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10)))
                        .refused("read|index|cut|damaged"),
                jpeg());
    }

    private static Input lostPackets(String name, int count) {
        return film(name, "ts", NOW + H264 + AAC, count + " video packets lost", bytes -> withoutPackets(bytes, count))
                .harmed(Harm.PICTURE);
    }

    /** A video in whose result frames may be missing or broken. */
    private static Input film(String name, String extension, String arguments, String words, Step.Change change) {
        Recipe recipe = Recipe.of(extension, arguments, Part.of(VideoScene.STANDARD), Part.of(AudioScene.STEREO))
                .patched(words, change);
        return Films.of(
                "damage-" + name, recipe, withMissingFrames(VideoScene.STANDARD.seen()), AudioScene.STEREO.heard());
    }

    private static Seen withMissingFrames(Seen seen) {
        return seen.paced(pace -> pace.uneven(pace.frames(), 0.2).withoutCodes());
    }

    /** Drops consecutive video packets from the middle on, but none that begins a frame. */
    private static byte[] withoutPackets(byte[] ts, int count) {
        int picture = 0x100;
        byte[] left = new byte[ts.length];
        int length = 0;
        int lost = 0;
        for (int at = 0; at + TS_PACKET <= ts.length; at += TS_PACKET) {
            int pid = (ts[at + 1] & 0x1F) << 8 | (ts[at + 2] & 0xFF);
            boolean begins = (ts[at + 1] & 0x40) != 0;
            if (pid == picture && !begins && at > ts.length / 2 && lost < count) {
                lost++;
            } else {
                System.arraycopy(ts, at, left, length, TS_PACKET);
                length += TS_PACKET;
            }
        }
        return Arrays.copyOf(left, length);
    }

    /** A recording that is appended to itself, so that its clock restarts. */
    private static Input joined() {
        VideoScene video = VideoScene.STANDARD.paced("25", 2, 0.6);
        AudioScene audio = AudioScene.STEREO.lasting(2, 0.6);
        Recipe recipe = Recipe.of("ts", NOW + H264 + AAC, Part.of(video), Part.of(audio))
                .patched("appended to itself", bytes -> {
                    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
                    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
                    return twice;
                });
        Pace once = video.seen().pace().orElseThrow();
        Seen seen = withMissingFrames(video.seen()
                .paced(pace ->
                        new Pace(0, 4, 100, once.rate(), once.longest(), List.of(0.62, 2.64), once.codeAhead())));
        Heard heard = new Heard(audio.ears(), 0, 4.05, List.of(0.622, 2.645));
        return Input.of("damage-ts-joined", recipe, Showing.of(seen, heard)).harmed(Harm.PICTURE);
    }

    /** A recording that stopped during its last fragment, which is lost or incomplete. */
    private static Input killed(
            String extension, String fragment, String arguments, double seenUntil, double heardUntil) {
        Recipe recipe = Recipe.of(
                        extension,
                        "-g 12 " + H264.replace("-g 50", "") + AAC + arguments,
                        Part.of(VideoScene.STANDARD),
                        Part.of(AudioScene.STEREO))
                .patched("cut in its last fragment", bytes -> {
                    String text = new String(bytes, StandardCharsets.ISO_8859_1);
                    return Arrays.copyOf(bytes, text.lastIndexOf(fragment) + LAST_BYTES);
                });
        Seen seen = VideoScene.STANDARD
                .seen()
                .paced(pace ->
                        new Pace(0, seenUntil, 62, pace.rate(), pace.longest(), pace.flashes(), pace.codeAhead()));
        return Films.of(
                        "damage-killed-" + extension,
                        recipe,
                        withMissingFrames(seen),
                        AudioScene.STEREO.heard().between(0, heardUntil))
                .harmed(Harm.BOTH);
    }

    /** Changed bytes in one video frame in the middle of the file. */
    private static Input corrupted(String name) {
        Recipe recipe = Recipe.of(
                        "mp4",
                        "-c:v libx264 -preset veryfast -g 12 -bf 0 -refs 1 " + AAC,
                        Part.of(VideoScene.STANDARD.filtered("noise=alls=12:allf=t")),
                        Part.of(AudioScene.STEREO))
                .patched("bytes of one frame changed", Damage::withCorruptedFrame);
        return Films.of(
                "damage-" + name, recipe, withMissingFrames(VideoScene.STANDARD.seen()), AudioScene.STEREO.heard());
    }

    /** Changes the first frame of the middle chunk of the first track, which is the video. */
    private static byte[] withCorruptedFrame(byte[] mp4) {
        byte[] corrupted = mp4.clone();
        int table = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("stco");
        ByteBuffer bytes = ByteBuffer.wrap(mp4);
        int chunks = bytes.getInt(table + 8);
        int frame = bytes.getInt(table + 12 + 4 * (chunks / 2));
        for (int i = 0; i < CORRUPTED_BYTES; i++) {
            corrupted[frame + SLICE_HEADER + i] ^= (byte) (0x55 + i);
        }
        return corrupted;
    }

    private static Input jpeg() {
        VideoScene scene = VideoScene.STANDARD.paced("25", 0.04).in(Signal.JPEG.as("yuvj420p"));
        Recipe recipe = Recipe.of("jpg", "-c:v mjpeg -q:v 2 -color_range pc -f image2 ", Part.of(scene))
                .patched("without its last bytes", bytes -> Arrays.copyOf(bytes, bytes.length - LAST_BYTES));
        return Input.of(
                        "damage-jpeg-cut",
                        recipe,
                        Showing.of(scene.seen().still().in(scene.seen().palette(), Fidelity.TORN)))
                .harmed(Harm.PICTURE);
    }
}

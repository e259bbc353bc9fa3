package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;
import static dev.renditions.oracle.matrix.Films.PCM;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Seen;
import java.util.List;
import java.util.stream.Stream;

/** Scenes whose video and audio have unusual times. */
final class Timing {
    private static final String NOW = "-muxdelay 0 -muxpreload 0 ";
    /** Fragments with negative composition offsets. */
    private static final String CMAF = "-movflags cmaf+frag_keyframe+delay_moov ";

    private static final String B_FRAMES = "-c:v libx264 -preset veryfast -bf 3 -g 50 ";

    /** Keeps the times that filters set. */
    private static final String AS_IS = "-fps_mode passthrough ";

    /** The delay of the AAC encoder, in seconds, which transport streams do not state. */
    private static final double AAC_DELAY = 0.021;

    private Timing() {}

    static List<Input> all() {
        return Stream.of(rates(), uneven(), apart(), clocks(), few())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Input> rates() {
        return List.of(
                rate("rate-5", "5", 3, 160, 90),
                rate("rate-12.5", "25/2", 2.96, 320, 180),
                rate("rate-23.976", "24000/1001", 3, 320, 180),
                rate("rate-24", "24", 3, 320, 180),
                rate("rate-29.97", "30000/1001", 3, 320, 180),
                rate("rate-50", "50", 3, 320, 180),
                rate("rate-59.94", "60000/1001", 3, 320, 180),
                rate("rate-100", "100", 3, 160, 90),
                rate("rate-120", "120", 3, 160, 90),
                rate("rate-240", "240", 3, 160, 90),
                rate("rate-1000", "1000", 3, 160, 90),
                Films.of(
                        "rate-29.97-mkv",
                        "mkv",
                        H264 + AAC,
                        VideoScene.STANDARD.paced("30000/1001", 3, 0.6, 1.8),
                        AudioScene.STEREO),
                Films.of(
                        "rate-23.976-avi",
                        "avi",
                        H264 + PCM,
                        VideoScene.STANDARD.paced("24000/1001", 3, 0.6, 1.8),
                        AudioScene.STEREO),
                Films.of(
                        "rate-15-avi",
                        "avi",
                        Films.MPEG4 + PCM,
                        Films.UNTAGGED.paced("15", 3, 0.6, 1.8),
                        AudioScene.STEREO.at(22_050)),
                interlaced("interlaced-top", "tff", "tff"),
                interlaced("interlaced-bottom", "bff", "bff"));
    }

    private static Input rate(String name, String rate, double seconds, int width, int height) {
        return Films.of(
                name,
                "mp4",
                H264 + AAC,
                VideoScene.STANDARD.sized(width, height).paced(rate, seconds, 0.6, 1.8),
                AudioScene.STEREO.lasting(seconds, 0.6, 1.8));
    }

    private static Input interlaced(String name, String parity, String order) {
        return Films.of(
                name,
                "ts",
                NOW + "-c:v mpeg2video -q:v 2 -flags:v +ildct+ilme -c:a ac3 -b:a 192k",
                VideoScene.STANDARD.filtered("setfield=" + order),
                AudioScene.STEREO);
    }

    /** Frames of uneven length. */
    private static List<Input> uneven() {
        return List.of(
                picked("vfr-10-50", "50", "gte(t,1.5)+not(mod(n,5))", 15 + 75, 0.1, 0.6, 1.8),
                picked("vfr-2-60", "60", "gte(t,1.5)+not(mod(n,30))", 3 + 90, 0.5, 1.7, 2.3),
                picked("vfr-hole", "25", "lt(t,1)+gte(t,2)", 50, 1.04, 0.6, 2.4),
                jittered());
    }

    private static Input picked(
            String name, String rate, String frames, int count, double longest, double first, double second) {
        VideoScene video = VideoScene.STANDARD.paced(rate, 3, first, second).filtered("select='" + frames + "'");
        AudioScene audio = AudioScene.STEREO.lasting(3, first, second);
        Seen seen = video.seen().paced(pace -> pace.uneven(count, longest));
        return Films.of(name, "mp4", AS_IS + "-enc_time_base 1/600 " + H264 + AAC, video, audio, seen, audio.heard());
    }

    /** As phones record: each frame is slightly early or late. */
    private static Input jittered() {
        VideoScene video = VideoScene.STANDARD.paced("30", 3, 0.6, 1.8).filtered("settb=1/90000,setpts=PTS+900*sin(N)");
        Seen seen = video.seen().paced(pace -> pace.uneven(90, 0.05));
        return Films.of(
                "vfr-jitter",
                "mp4",
                AS_IS + "-enc_time_base 1/90000 -video_track_timescale 90000 " + H264 + AAC,
                video,
                AudioScene.STEREO,
                seen,
                AudioScene.STEREO.heard());
    }

    /** Video and audio that start or end at different times. */
    private static List<Input> apart() {
        return List.of(
                late("picture-late-mp4", "mp4", AAC, 0.5, 0),
                late("picture-late-mkv", "mkv", AAC, 0.5, 0),
                late("picture-late-ts", "ts", NOW + AAC, 0.5, 0).seenLater(AAC_DELAY),
                // As late as an encoder's delay, but audio is played before.
                late("picture-little-late-mp4", "mp4", AAC, 0.08, 0),
                late("picture-little-late-mkv", "mkv", AAC, 0.08, 0),
                late("picture-little-late-ts", "ts", NOW + AAC, 0.08, 0).seenLater(AAC_DELAY),
                late("sound-late-mp4", "mp4", AAC, 0, 0.5),
                late("sound-late-mkv", "mkv", AAC, 0, 0.5),
                late("sound-late-ts", "ts", NOW + AAC, 0, 0.5).heardLater(AAC_DELAY),
                late("both-late-mkv", "mkv", AAC, 5, 5),
                ends("sound-short", 3, 1.5),
                ends("sound-long", 2, 3.5),
                soundHole());
    }

    private static Input late(String name, String extension, String arguments, double picture, double sound) {
        // Players start with the earlier one.
        double begin = Math.min(picture, sound);
        Recipe recipe = Recipe.of(
                extension,
                H264 + arguments,
                Part.of(picture > 0 ? "-itsoffset " + picture : "", VideoScene.STANDARD),
                Part.of(sound > 0 ? "-itsoffset " + sound : "", AudioScene.STEREO));
        return Films.of(
                name,
                recipe,
                VideoScene.STANDARD.seen().paced(pace -> pace.later(picture - begin)),
                AudioScene.STEREO.heard().later(sound - begin));
    }

    private static Input ends(String name, double picture, double sound) {
        return Films.of(
                name,
                "mp4",
                H264 + AAC,
                VideoScene.STANDARD.paced("25", picture, 0.6, 1.2),
                AudioScene.STEREO.lasting(sound, 0.6, 1.2));
    }

    private static Input soundHole() {
        AudioScene audio = AudioScene.STEREO.lasting(3, 0.6, 2.4).filtered("aselect='lt(t,1)+gte(t,2)'");
        return Films.of(
                "sound-hole",
                "mkv",
                H264 + PCM,
                VideoScene.STANDARD.paced("25", 3, 0.6, 2.4),
                audio,
                VideoScene.STANDARD.paced("25", 3, 0.6, 2.4).seen(),
                audio.heard());
    }

    /** Clocks that do not start at 0. */
    private static List<Input> clocks() {
        return List.of(
                Films.usual("clock-ts-10", "ts", NOW + "-output_ts_offset 10 " + H264 + AAC),
                Films.usual("clock-ts-wraps", "ts", NOW + "-output_ts_offset 95442.2 " + H264 + AAC),
                Films.usual("clock-ts-wraps-b-frames", "ts", NOW + "-output_ts_offset 95442.2 " + B_FRAMES + AAC),
                Films.usual("clock-mkv-100", "mkv", "-output_ts_offset 100 " + H264 + AAC),
                noEdits(),
                Films.usual("clock-cmaf", "mp4", CMAF + B_FRAMES + AAC),
                Films.silent("clock-cmaf-silent", "mp4", CMAF + B_FRAMES, VideoScene.STANDARD),
                Films.usual("clock-negative-cts", "mp4", "-movflags +negative_cts_offsets " + B_FRAMES + AAC),
                cut("edit-list", "mp4", 0.5),
                cut("edit-list-mov", "mov", 0.5));
    }

    /** Without an edit list, players show the first frame at its timestamp, two frames after the audio starts. */
    private static Input noEdits() {
        return Films.of(
                "clock-mov-no-edits",
                "mov",
                "-use_editlist 0 " + B_FRAMES + PCM,
                VideoScene.STANDARD,
                AudioScene.STEREO,
                VideoScene.STANDARD.seen().paced(pace -> pace.later(0.08)),
                AudioScene.STEREO.heard());
    }

    /** A copy that starts in the middle of a GOP; an edit list hides what comes before. */
    private static Input cut(String name, String extension, double from) {
        Recipe recipe = Recipe.of("mp4", H264 + AAC, Part.of(VideoScene.STANDARD), Part.of(AudioScene.STEREO))
                .rewrapped("-ss " + from, "-c copy", extension);
        Heard heard = AudioScene.STEREO.heard().later(-from);
        return Films.of(
                name,
                recipe,
                VideoScene.STANDARD.seen().paced(pace -> pace.cut(from)),
                heard.between(0, heard.until()));
    }

    /** One frame, and few with long gaps between them. */
    private static List<Input> few() {
        return List.of(
                frames("frames-1", "1", 1),
                frames("frames-2", "1/2", 4),
                frames("frames-3", "2/3", 4.5),
                Films.of(
                        "frames-2-sound",
                        "mp4",
                        H264 + AAC,
                        VideoScene.STANDARD.paced("1/2", 4, 0.0),
                        AudioScene.STEREO.lasting(4, 0.0)));
    }

    private static Input frames(String name, String rate, double seconds) {
        return Films.silent(name, "mp4", H264, VideoScene.STANDARD.paced(rate, seconds));
    }
}

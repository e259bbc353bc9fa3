package dev.renditions.oracle.matrix;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;

/** Shared encoder arguments, and inputs of the usual scene. */
final class Films {
    static final String H264 = "-c:v libx264 -preset ultrafast -g 50 -bf 0 ";
    static final String HEVC =
            "-c:v libx265 -preset ultrafast -x265-params log-level=0:pools=none:frame-threads=1 -tag:v hvc1 ";
    static final String AV1 = "-c:v libaom-av1 -usage realtime -cpu-used 8 -crf 20 -g 50 -row-mt 0 ";
    static final String VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 0 -crf 20 ";
    static final String VP8 = "-c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M -crf 10 ";
    static final String MPEG2 = "-c:v mpeg2video -q:v 2 ";
    static final String MPEG4 = "-c:v mpeg4 -q:v 2 ";
    static final String AAC = "-c:a aac -b:a 128k ";
    static final String MP2 = "-c:a mp2 -b:a 192k ";
    static final String MP3 = "-c:a libmp3lame -b:a 128k ";
    static final String OPUS = "-c:a libopus -b:a 96k ";
    static final String PCM = "-c:a pcm_s16le ";

    /** The usual scene for formats without colour tags. */
    static final VideoScene UNTAGGED = VideoScene.STANDARD.in(Signal.BT601.untagged());

    private Films() {}

    /** The usual scene with the usual audio. */
    static Input usual(String name, String extension, String arguments) {
        return of(name, extension, arguments, VideoScene.STANDARD, AudioScene.STEREO);
    }

    static Input of(String name, String extension, String arguments, VideoScene video, AudioScene audio) {
        return of(name, extension, arguments, video, audio, video.seen(), audio.heard());
    }

    /** An input that is not shown like its scenes, since its arguments change them. */
    static Input of(
            String name,
            String extension,
            String arguments,
            VideoScene video,
            AudioScene audio,
            Seen seen,
            Heard heard) {
        return of(name, Recipe.of(extension, arguments, Part.of(video), Part.of(audio)), seen, heard);
    }

    static Input of(String name, Recipe recipe, Seen seen, Heard heard) {
        return Input.of(name, recipe, Showing.of(seen, heard));
    }

    /** Video only. */
    static Input silent(String name, String extension, String arguments, VideoScene video) {
        return silent(name, Recipe.of(extension, arguments, Part.of(video)), video.seen());
    }

    static Input silent(String name, Recipe recipe, Seen seen) {
        return Input.of(name, recipe, Showing.of(seen));
    }

    /** Audio only. */
    static Input sound(String name, String extension, String arguments, AudioScene audio) {
        return Input.of(name, Recipe.of(extension, arguments, Part.of(audio)), Showing.of(audio.heard()));
    }
}

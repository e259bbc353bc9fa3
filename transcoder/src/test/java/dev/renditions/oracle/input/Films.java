package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.util.Set;

/** Encodings that many inputs share, and inputs of the usual scene. */
final class Films {
    static final String H264 = " -c:v libx264 -preset ultrafast -g 50 -bf 0";
    static final String AAC = " -c:a aac -b:a 128k";
    static final String MPEG4 = " -c:v mpeg4 -q:v 2";
    static final String MP3 = " -c:a libmp3lame -b:a 128k";

    /** All kinds but the costly ones. */
    static final Set<Kind> USUAL = Set.of(
            Kind.MP4, Kind.HLS, Kind.AAC, Kind.POSTER, Kind.STORYBOARD, Kind.PREVIEW, Kind.CAPTIONS, Kind.WAVEFORM);

    private Films() {}

    /** The usual scene with the usual sound. */
    static Input usual(String name, String extension, String arguments) {
        return of(name, extension, arguments, VideoScene.STANDARD, AudioScene.STEREO);
    }

    static Input of(String name, String extension, String arguments, VideoScene video, AudioScene audio) {
        return Input.of(
                name,
                Recipe.of(extension, arguments, Part.of(video), Part.of(audio)),
                Showing.of(video.seen(), audio.heard()),
                USUAL);
    }

    /** Pictures alone. */
    static Input silent(String name, String extension, String arguments, VideoScene video) {
        return Input.of(name, Recipe.of(extension, arguments, Part.of(video)), Showing.of(video.seen()), USUAL)
                .under(Kind.MP4, Kind.HLS, Kind.AAC, Kind.POSTER, Kind.STORYBOARD, Kind.PREVIEW);
    }
}

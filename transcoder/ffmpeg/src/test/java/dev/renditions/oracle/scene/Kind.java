package dev.renditions.oracle.scene;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of renditions that are measured, each with a profile that stands for it. */
public enum Kind {
    /** An MP4 with H.264. */
    MP4("mp4-360p", "mp4"),
    /** An MP4 with HEVC. */
    HEVC("hevc-720p", "hevc"),
    /** An MP4 with AV1 and Opus. */
    AV1("av1-720p", "av1"),
    /** A package of two small rungs for HLS and DASH. */
    HLS("ladder", "hls"),
    /** Sound as AAC. */
    AAC("audio-aac", "aac"),
    /** Sound as MP3. */
    MP3("audio-mp3", "mp3"),
    /** Sound as Opus. */
    OPUS("audio-opus", "opus"),
    /** One picture. */
    POSTER("poster", "poster"),
    /** A sheet of small pictures with its times. */
    STORYBOARD("storyboard", "storyboard"),
    /** An animated WebP. */
    PREVIEW("preview", "preview"),
    /** Subtitles. */
    CAPTIONS("captions", "captions"),
    /** The shape of the sound. */
    WAVEFORM("waveform", "waveform");

    /** One for each kind of profile: every input is tried under all of them. */
    public static final Set<Kind> USUAL =
            Set.copyOf(EnumSet.of(MP4, HLS, AAC, POSTER, STORYBOARD, PREVIEW, CAPTIONS, WAVEFORM));

    /** What is made of moving pictures. */
    public static final Set<Kind> MOVING = Set.copyOf(EnumSet.of(MP4, HEVC, AV1, HLS, STORYBOARD, PREVIEW));

    /** What is made of sound. */
    public static final Set<Kind> SOUND = Set.copyOf(EnumSet.of(AAC, MP3, OPUS, WAVEFORM));

    private final String profile;
    private final String word;

    Kind(String profile, String word) {
        this.profile = profile;
        this.word = word;
    }

    /** The name of the profile that stands for it. */
    public String profile() {
        return profile;
    }

    /** Whether a source that shows this has something to make this kind of. */
    public boolean appliesTo(Showing showing) {
        if (MOVING.contains(this)) {
            return showing.seen().flatMap(Seen::pace).isPresent();
        }
        if (SOUND.contains(this)) {
            return showing.heard().isPresent();
        }
        return this == POSTER ? showing.seen().isPresent() : !showing.written().isEmpty();
    }

    @Override
    public String toString() {
        return word;
    }
}

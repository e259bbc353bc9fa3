package dev.renditions.oracle.scene;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of renditions that are measured, each with a profile that represents it. */
public enum Kind {
    /** An MP4 with H.264. */
    MP4("mp4-360p", "mp4"),
    /** An MP4 with HEVC. */
    HEVC("hevc-720p", "hevc"),
    /** An MP4 with AV1 and Opus. */
    AV1("av1-720p", "av1"),
    /** A package for HLS and DASH with two small rungs. */
    HLS("ladder", "hls"),
    /** Audio as AAC. */
    AAC("audio-aac", "aac"),
    /** Audio as MP3. */
    MP3("audio-mp3", "mp3"),
    /** Audio as Opus. */
    OPUS("audio-opus", "opus"),
    /** One image. */
    POSTER("poster", "poster"),
    /** A sheet of small images with their times. */
    STORYBOARD("storyboard", "storyboard"),
    /** An animated WebP. */
    PREVIEW("preview", "preview"),
    /** Subtitles. */
    CAPTIONS("captions", "captions"),
    /** An image of the audio waveform. */
    WAVEFORM("waveform", "waveform");

    /** One for each kind of profile. Every input is tested with all of them. */
    public static final Set<Kind> USUAL =
            Set.copyOf(EnumSet.of(MP4, HLS, AAC, POSTER, STORYBOARD, PREVIEW, CAPTIONS, WAVEFORM));

    /** The kinds that need video. */
    public static final Set<Kind> MOVING = Set.copyOf(EnumSet.of(MP4, HEVC, AV1, HLS, STORYBOARD, PREVIEW));

    /** The kinds that need audio. */
    public static final Set<Kind> SOUND = Set.copyOf(EnumSet.of(AAC, MP3, OPUS, WAVEFORM));

    private final String profile;
    private final String word;

    Kind(String profile, String word) {
        this.profile = profile;
        this.word = word;
    }

    /** The name of the profile that represents it. */
    public String profile() {
        return profile;
    }

    /** Whether this kind can be made from a source with that content. */
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

package dev.renditions.kind;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of profile. Everything that depends on the kind is a method of {@link Profile} or {@link Plan.Make}, or a
 * {@code switch} over these constants without {@code default}, so that the compiler names every place that a new kind needs.
 * They are an enum and not sealed types, since the permitted types of an unnamed module have to share one package.
 */
public enum ProfileKind {
    /** An MP4 of one size. */
    VIDEO("video", 2),
    /** A ladder for HLS and DASH. */
    STREAMING("hls", 3),
    /** An audio file. */
    AUDIO("audio", 2),
    /** One image. */
    IMAGE("image", 3),
    /** Images at regular intervals on one sheet. */
    STORYBOARD("storyboard", 3),
    /** A few seconds as an animated image. */
    PREVIEW("preview", 3),
    /** Text subtitles. */
    CAPTIONS("captions", 3),
    /** The waveform of the audio. */
    WAVEFORM("waveform", 2);

    private final String word;
    private final int pipelineVersion;

    ProfileKind(String word, int pipelineVersion) {
        this.word = word;
        this.pipelineVersion = pipelineVersion;
    }

    /** Its name in a file of profiles, such as {@code video}. */
    public String word() {
        return word;
    }

    /**
     * Part of the fingerprint, and for kinds with tracks of the IDs of all tracks: otherwise new renditions would be put together from
     * tracks of the old version. Raise it in the source when the output of an unchanged profile changes. The version of ffmpeg is
     * deliberately not part of the fingerprint: a security update must not encode a whole library again.
     */
    public int pipelineVersion() {
        return pipelineVersion;
    }

    /** The kind that a file of profiles calls this word; empty if there is none. */
    public static Optional<ProfileKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}

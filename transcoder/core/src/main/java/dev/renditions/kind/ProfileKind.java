package dev.renditions.kind;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of profile. Whatever depends on the kind is a method of {@link Profile} or {@link Plan.Make}, or a {@code switch}
 * over these without {@code default}: the compiler then names each place that a new kind has to fill. They are an enum and not
 * sealed types, since permitted types of an unnamed module have to share one package.
 */
public enum ProfileKind {
    /** An MP4 of one size. */
    VIDEO("video", 2),
    /** A ladder for HLS and DASH. */
    STREAMING("hls", 3),
    /** Sound alone. */
    AUDIO("audio", 2),
    /** One picture. */
    IMAGE("image", 3),
    /** Pictures at even distances on one sheet. */
    STORYBOARD("storyboard", 3),
    /** A few seconds as an animated picture. */
    PREVIEW("preview", 3),
    /** Text subtitles. */
    CAPTIONS("captions", 3),
    /** The shape of the sound. */
    WAVEFORM("waveform", 2);

    private final String word;
    private final int pipelineVersion;

    ProfileKind(String word, int pipelineVersion) {
        this.word = word;
        this.pipelineVersion = pipelineVersion;
    }

    /** The word for it in a file of profiles, such as {@code video}. */
    public String word() {
        return word;
    }

    /**
     * Part of the fingerprint, raised by hand when what an unchanged profile gives would change. The version of ffmpeg is
     * deliberately not part of it: a security update must not encode a library again.
     */
    int pipelineVersion() {
        return pipelineVersion;
    }

    /** The kind of that word. */
    public static Optional<ProfileKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}

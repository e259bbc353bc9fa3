package dev.renditions.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a track carries. */
public enum TrackKind {
    VIDEO,
    AUDIO;

    /** Its name in keys, paths and manifests, such as {@code video}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this {@link #word}; empty if there is none. */
    public static Optional<TrackKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}

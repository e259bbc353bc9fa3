package dev.renditions.kind;

import dev.renditions.index.ProfileId;
import dev.renditions.kind.settings.Background;
import java.time.Duration;
import java.util.Map;

/**
 * A named set of settings that turns a source into one rendition. Two profiles are the same if their {@link #id()} is.
 * Immutable.
 */
public interface Profile {
    /** What a user calls it; unique in a catalogue. */
    String name();

    /** A sentence for people; does not count for the fingerprint. */
    String description();

    /** How long the index may remember a rendition of it; does not count for the fingerprint. */
    Duration ttl();

    /** Whether any damage of the source is refused; if not, isolated damage leads to warnings. */
    boolean strict();

    /** The word for its kind in a file of profiles, such as {@code video}. */
    String kind();

    /**
     * Every setting that can change an output, by name: strings, numbers, lists, and records of these. What is optional and
     * absent is left out.
     */
    Map<String, Object> settings();

    /** What shows where the source is transparent; of no effect where no picture is made of its frames. */
    default Background background() {
        return Background.WHITE;
    }

    /** The name and the fingerprint of every setting that can change an output. */
    default ProfileId id() {
        return Fingerprint.of(this);
    }

    /**
     * The text whose hash is the fingerprint: one line of JSON with the pipeline version and every setting stated, defaults
     * included, in alphabetical order.
     */
    default String canonicalSettings() {
        return Fingerprint.canonical(this);
    }

    /** The media type of the rendition's main file. */
    String mediaType();

    /** The name of the rendition's main file, without a folder. */
    String fileName();
}

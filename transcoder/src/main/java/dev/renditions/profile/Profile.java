package dev.renditions.profile;

import dev.renditions.index.ProfileId;
import java.time.Duration;

/**
 * A named set of settings that turns a source into one rendition. Two profiles are the same if their {@link #id()} is.
 * Immutable.
 */
public sealed interface Profile permits VideoProfile, AudioProfile, ImageProfile {
    /** What a user calls it; unique in a catalogue. */
    String name();

    /** A sentence for people; does not count for the fingerprint. */
    String description();

    /** How long the index may remember a rendition of it; does not count for the fingerprint. */
    Duration ttl();

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

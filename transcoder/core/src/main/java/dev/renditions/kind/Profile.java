package dev.renditions.kind;

import dev.renditions.index.ProfileId;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named set of settings that turns a source into one rendition. Two profiles are the same if their {@link #id()} is. What a
 * kind does not override, it does not have. Immutable.
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

    /** Its kind. */
    ProfileKind kind();

    /**
     * Every setting that can change an output, by name: strings, numbers, lists, and records of these. What is optional and
     * absent is left out.
     */
    Map<String, Object> settings();

    /** The media type of the rendition's main file. */
    String mediaType();

    /** The name of the rendition's main file, without a folder. */
    String fileName();

    /**
     * The plan for a source, which copies none of its streams. A pure function.
     *
     * @param stats what the packets of the source show; of effect only where a plan {@linkplain Plan.Make#needsPackets needs} it
     * @return {@link Plan.NotApplicable} or {@link Plan.Unusable} if the source has nothing to make it from
     */
    Plan plan(MediaInfo media, PacketStats stats);

    /** The rates that the bursts of a source are measured at for it, in kilobits a second. */
    default Set<Integer> burstRates() {
        return Set.of();
    }

    /** What is done beside encoding. */
    default Edits edits() {
        return Edits.NONE;
    }

    /** How loud sound is made; absent to leave it as it is. */
    default Optional<Loudness> loudness() {
        return Optional.empty();
    }

    /** What shows where the source is transparent; of no effect where no picture is made of its frames. */
    default Background background() {
        return Background.WHITE;
    }

    /** Media types, beside that of the main file, of files that stand for the whole rendition. */
    default List<String> otherForms() {
        return List.of();
    }

    /** Media types of files that name other files of the rendition, beside playlists and manifests, which always do. */
    default Set<String> linkingTypes() {
        return Set.of();
    }

    /** Whether players load its files one by one, by paths that end in their names. */
    default boolean streamed() {
        return false;
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
}

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
 * A named set of settings that turns a source into one rendition. Two profiles are the same if their {@link #id()} is the same.
 * The default methods are for kinds that do not have the setting. Immutable.
 */
public interface Profile {
    /** Its name; unique in a catalogue. */
    String name();

    /** A sentence for users; not part of the fingerprint. */
    String description();

    /** How long the index may remember a rendition of it; not part of the fingerprint. */
    Duration ttl();

    /** Whether a source with any damage is refused; if not, isolated damage causes warnings. */
    boolean strict();

    ProfileKind kind();

    /**
     * Every setting that can change an output, by name: strings, numbers, lists, and records of these. Optional settings that
     * are absent are left out.
     */
    Map<String, Object> settings();

    /** The media type of the rendition's main file. */
    String mediaType();

    /** The name of the rendition's main file, without a folder. */
    String fileName();

    /**
     * The plan for a source, which encodes all streams. A pure function.
     *
     * @param stats statistics of the source's packets; used only if the plan {@linkplain Plan.Make#needsPackets needs} them
     * @return {@link Plan.NotApplicable} or {@link Plan.Unusable} if the source has no usable stream for it
     */
    Plan plan(MediaInfo media, PacketStats stats);

    /** The rates, in kilobits a second, that the bursts of a source are measured at for this profile. */
    default Set<Integer> burstRates() {
        return Set.of();
    }

    /** What is done besides encoding. */
    default Edits edits() {
        return Edits.NONE;
    }

    /** The target loudness of the audio; absent to keep that of the source. */
    default Optional<Loudness> loudness() {
        return Optional.empty();
    }

    /** The color behind transparent parts of the source; without effect if no frames are encoded. */
    default Background background() {
        return Background.WHITE;
    }

    /** Media types, besides that of the main file, of files that represent the whole rendition. */
    default List<String> otherForms() {
        return List.of();
    }

    /** Media types of files that link to other files of the rendition, besides playlists and manifests, which always do. */
    default Set<String> linkingTypes() {
        return Set.of();
    }

    /** Whether players load its files one by one, by paths that end in their names. */
    default boolean streamed() {
        return false;
    }

    /** The name, and the fingerprint of all settings that can change an output. */
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

package dev.renditions.kind;

import dev.renditions.kind.settings.Clip;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.UndecodableStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do for one source and one profile, decided before anything runs, and what the output must be. Immutable.
 */
public sealed interface Plan permits Plan.Make, Plan.NotApplicable, Plan.Unusable {

    /**
     * The source has no stream that this profile can be made from.
     *
     * @param reason why, as a sentence for users
     */
    record NotApplicable(String reason) implements Plan {}

    /**
     * The source has the stream that this profile is made from, but it can't be decoded.
     *
     * @param stream the stream that would be needed
     */
    record Unusable(UndecodableStream stream) implements Plan {}

    /** A rendition to make. Each kind of profile has its own implementation, in the package of the profile. */
    non-sealed interface Make extends Plan {
        /** The profile it is made for. */
        Profile profile();

        /** How long the output must play; absent for an image, and if the source does not state its duration. */
        Optional<Duration> duration();

        /** The streams of the source that it is made from, by their indexes among all streams. */
        List<Integer> streams();

        /** What it costs to make. */
        EncodeCost cost();

        /**
         * Whether it depends on the packets of the source, all of which are then read. It does if streams may meet the profile
         * as they are, or if a variable frame rate becomes a constant one.
         */
        boolean needsPackets(MediaInfo media);

        /** What is done, in a few words for users, such as {@code encode to 1280x720}. */
        String summary();

        /**
         * Compares the outputs with the plan. A successful encoder run is not enough: a source that is cut in half is encoded
         * successfully too, with half of the output.
         *
         * @param outputs the encoded files, the main one first; at least one
         * @return the probed contents of the main file
         * @throws VerificationException with all differences, if there are any
         */
        MediaInfo verify(List<OutputFile> outputs, OutputProbe probe);

        /**
         * The same plan, but copying the streams of the source that meet the profile.
         *
         * @param stats statistics of the source's packets, measured at least at the {@link Profile#burstRates} of the profile
         */
        default Make copying(MediaInfo media, PacketStats stats) {
            return this;
        }

        /** The part of the source that is used; absent for all of it. */
        default Optional<Clip> clip() {
            return Optional.empty();
        }

        /** The tracks that are encoded for it, the video first; empty if it does not consist of tracks, or copies all of them. */
        default List<TrackRecipe> tracks() {
            return List.of();
        }

        /**
         * The streams of the source that the rendition can do without if they are damaged, by their indexes among all streams:
         * audio besides the main one.
         */
        default List<Integer> dispensable() {
            return List.of();
        }

        /** What is left out since it can't be decoded, as sentences for users. */
        default List<String> omissions() {
            return List.of();
        }

        /** The streams of the source that are copied without decoding, by their indexes among all streams. */
        default List<Integer> copied() {
            return List.of();
        }

        /** Whether any stream of the source is copied. */
        default boolean copies() {
            return !copied().isEmpty();
        }

        /** Whether the video stream is copied. */
        default boolean copiesPicture() {
            return false;
        }

        /** Whether anything is encoded; if not, the output is a remux of the source. */
        default boolean encodes() {
            return true;
        }
    }
}

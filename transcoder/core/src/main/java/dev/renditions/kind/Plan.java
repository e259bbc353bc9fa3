package dev.renditions.kind;

import dev.renditions.kind.settings.Clip;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.UndecodableStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for one source and one profile, decided before anything runs, and what the output must then be.
 * Immutable.
 */
public sealed interface Plan permits Plan.Make, Plan.NotApplicable, Plan.Unusable {

    /**
     * The source has nothing that this profile could be made from.
     *
     * @param reason why, a sentence for people
     */
    record NotApplicable(String reason) implements Plan {}

    /**
     * The source has what this profile is made from, but it can't be decoded.
     *
     * @param stream the stream that would be needed
     */
    record Unusable(UndecodableStream stream) implements Plan {}

    /** A rendition to make. Each kind of profile has its own, beside its profile. */
    non-sealed interface Make extends Plan {
        /** The profile it is made for. */
        Profile profile();

        /** How long the output must play; absent for a picture, and where the source does not say. */
        Optional<Duration> duration();

        /** The streams of the source that it is made from, by their numbers among all streams. */
        List<Integer> streams();

        /** What it costs to make. */
        EncodeCost cost();

        /**
         * Whether it depends on the packets of the source, all of which are read to know: where streams may meet the profile
         * as they are, and where frames of uneven length are to become even ones.
         */
        boolean needsPackets(MediaInfo media);

        /** What is done, in a few words for people, such as {@code encode to 1280x720}. */
        String summary();

        /**
         * Passes if the outputs are what was planned. An encoder that ends well proves nothing: a source cut in half ends well
         * too, with half of the output.
         *
         * @param outputs the files that were made, the main one first; at least one
         * @return what a probe found in the main one
         * @throws VerificationException with everything that is wrong, if they are not
         */
        MediaInfo verify(List<OutputFile> outputs, OutputProbe probe);

        /**
         * The same, copying the streams of the source that meet the profile.
         *
         * @param stats what the packets of the source show, measured at the {@link Profile#burstRates} of the profile at least
         */
        default Make copying(MediaInfo media, PacketStats stats) {
            return this;
        }

        /** The part of the source that it takes; absent for all of it. */
        default Optional<Clip> clip() {
            return Optional.empty();
        }

        /** The streams of the source that are copied as they are, undecoded, by their numbers among all streams. */
        default List<Integer> copied() {
            return List.of();
        }

        /** Whether any stream of the source is copied as it is. */
        default boolean copies() {
            return !copied().isEmpty();
        }

        /** Whether the picture of a video is copied. */
        default boolean copiesPicture() {
            return false;
        }

        /** Whether anything is encoded; if not, the output is a remux of the source. */
        default boolean encodes() {
            return true;
        }
    }
}

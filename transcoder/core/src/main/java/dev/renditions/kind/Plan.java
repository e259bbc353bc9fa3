package dev.renditions.kind;

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

    /** A rendition to make. */
    non-sealed interface Make extends Plan {
        /** The profile it is made for. */
        Profile profile();

        /** How long the output must play; absent for a picture, and where the source does not say. */
        Optional<Duration> duration();

        /** The streams of the source that it is made from, by their numbers among all streams. */
        List<Integer> streams();

        /** The streams of the source that are copied as they are, undecoded, by their numbers among all streams. */
        default List<Integer> copied() {
            return List.of();
        }

        /** Whether any stream of the source is copied as it is. */
        default boolean copies() {
            return !copied().isEmpty();
        }

        /** Whether anything is encoded; if not, the output is a remux of the source. */
        default boolean encodes() {
            return true;
        }
    }
}

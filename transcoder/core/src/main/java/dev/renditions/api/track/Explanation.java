package dev.renditions.api.track;

import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import dev.renditions.kind.segment.Segmentation;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a rendition of a source is made of. Immutable.
 *
 * @param content the source's hash
 * @param plan what is done, in a few words, or why the profile does not apply
 * @param recipe what is put together; absent if the profile does not apply
 */
public record Explanation(ContentHash content, String plan, Optional<Recipe> recipe) {
    /**
     * What a rendition is put together from. Immutable.
     *
     * @param containers the media types of what is made: that of the main file first, then those of other files that represent the
     *     whole rendition
     * @param tracks the tracks that are encoded or copied from other renditions; empty if it does not consist of encoded tracks
     * @param copied the streams of the source that are copied without encoding, in a few words each
     * @param metadata the names of the source's tags that are kept; all others are dropped
     */
    public record Recipe(List<String> containers, List<Track> tracks, List<String> copied, List<String> metadata) {
        /** Copies the lists. */
        public Recipe {
            containers = List.copyOf(containers);
            tracks = List.copyOf(tracks);
            copied = List.copyOf(copied);
            metadata = List.copyOf(metadata);
        }
    }

    /**
     * One track. Immutable.
     *
     * @param id its ID, the same in every rendition that needs it
     * @param recipe what it is, in a few words
     * @param file the file that it would be copied from; absent if it would be encoded
     * @param segmentation whether it would be encoded in segments; absent for tracks that exist, for audio, and for sources shorter
     *     than {@link Segmentation#SHORTEST}
     */
    public record Track(TrackId id, String recipe, Optional<URI> file, Optional<Segmentation> segmentation) {}
}

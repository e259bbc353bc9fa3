package dev.renditions.api.track;

import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a rendition of a source is made of. Immutable.
 *
 * @param content the source's hash
 * @param plan what is done, in a few words, or why the profile does not apply
 * @param tracks the tracks that are put together; empty if it does not consist of encoded tracks
 */
public record Explanation(ContentHash content, String plan, List<Track> tracks) {
    /** Copies the list. */
    public Explanation {
        tracks = List.copyOf(tracks);
    }

    /**
     * One track. Immutable.
     *
     * @param id its ID, the same in every rendition that needs it
     * @param recipe what it is, in a few words
     * @param file the file that it would be copied from; absent if it would be encoded
     */
    public record Track(TrackId id, String recipe, Optional<URI> file) {}
}

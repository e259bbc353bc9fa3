package dev.renditions.kind;

import dev.renditions.index.TrackKind;
import dev.renditions.kind.settings.Clip;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that decides the packets of one track that is encoded: the streams of the source that it is decoded from, and its
 * effective settings. Two recipes are equal if these are, whatever the profiles are called that they were planned for. Streams
 * that are copied from the source have no recipe. Immutable.
 */
public interface TrackRecipe {
    /** What the track carries. */
    TrackKind kind();

    /** The streams of the source that it is decoded from, by their indexes among all streams. */
    List<Integer> streams();

    /** The part of the source that is kept; absent for all. */
    Optional<Clip> clip();

    /**
     * The effective settings by name: strings, numbers, lists and maps of these. They contain neither the index of a stream nor
     * the name of a profile, nor a limit that does not apply to the source.
     */
    Map<String, Object> settings();

    /**
     * How much there is to encode.
     *
     * @param length how long the track plays
     */
    EncoderEffort effort(Duration length);

    /** The track in a few words for users, such as {@code 1280x720 h264, CRF 23}. */
    String summary();

    /**
     * What is encoded for it: itself, or a track with priming from which it is copied without. Workers that need either wait for each
     * other.
     */
    default TrackRecipe encoded() {
        return this;
    }

    /** The recipes whose tracks it can be copied from, the best first: itself, and those that only begin with more priming. */
    default List<TrackRecipe> sources() {
        return List.of(this);
    }
}

package dev.renditions.kind.captions;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.TextTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Text subtitles, each track a file.
 *
 * @param profile its profile
 * @param texts the tracks, the one that stands for all first; at least one
 */
public record CaptionsPlan(CaptionsProfile profile, List<TextTrack> texts) implements Plan.Make {
    /** Copies the list. */
    public CaptionsPlan {
        texts = List.copyOf(texts);
    }

    @Override
    public List<Integer> streams() {
        return texts.stream().map(TextTrack::stream).toList();
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }
}

package dev.renditions.kind.streaming;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TextTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A ladder to encode and package.
 *
 * @param profile its profile
 * @param ladder its pictures, the highest first, all with the same frames and key frames
 * @param sound its sound; absent if there is none
 * @param texts its subtitles
 * @param clip the part of the source to take; absent for all of it
 * @param padding what makes picture and sound equally long
 * @param duration see {@link Plan.Make#duration()}
 */
public record StreamingPlan(
        StreamingProfile profile,
        List<Rung> ladder,
        Optional<AudioTrackPlan> sound,
        List<TextTrack> texts,
        Optional<Clip> clip,
        Padding padding,
        Optional<Duration> duration)
        implements Plan.Make {
    /** Copies the lists. */
    public StreamingPlan {
        ladder = List.copyOf(ladder);
        texts = List.copyOf(texts);
    }

    @Override
    public List<Integer> streams() {
        return AudioTrackPlan.streams(ladder.get(0).stream(), sound);
    }
}

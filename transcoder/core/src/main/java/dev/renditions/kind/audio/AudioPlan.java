package dev.renditions.kind.audio;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.AudioTrackPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sound to encode, with silence in front where it begins later than the source.
 *
 * @param profile its profile
 * @param sound the sound
 * @param duration see {@link Plan.Make#duration()}
 */
public record AudioPlan(AudioProfile profile, AudioTrackPlan sound, Optional<Duration> duration) implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return sound.input().streams();
    }
}

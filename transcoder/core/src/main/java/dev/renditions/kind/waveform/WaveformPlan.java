package dev.renditions.kind.waveform;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.AudioInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The shape of the sound.
 *
 * @param profile its profile
 * @param input the source's sound to draw
 */
public record WaveformPlan(WaveformProfile profile, AudioInput input) implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return input.streams();
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }
}

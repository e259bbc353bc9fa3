package dev.renditions.kind.waveform;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTracks;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A waveform image to draw.
 *
 * @param profile its profile
 * @param input the source's audio
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

    /** The plan for a source. */
    static Plan of(MediaInfo media, WaveformProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new WaveformPlan(profile, AudioInput.of(a)))
                .orElseGet(() -> AudioTracks.none(media));
    }

    @Override
    public EncodeCost cost() {
        return EncodeCost.SMALL;
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return false;
    }

    @Override
    public String summary() {
        return "draw the waveform";
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        WaveformSettings settings = profile.waveform();
        MediaInfo output = probe.probe(outputs.get(0).file());
        List<String> wrong = new ArrayList<>();
        TrackChecks.picture(wrong, output, new Size(settings.width(), settings.height()), VideoCodec.PNG);
        VerificationException.throwIfAny(wrong);
        return output;
    }
}

package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import java.time.Duration;
import java.util.Optional;

/** What is made of sound alone. */
final class AudioPlans {
    private static final Plan NONE = new Plan.NotApplicable("it has no sound");

    private AudioPlans() {}

    static Plan audio(MediaInfo media, AudioProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new AudioPlan(profile, sound(a, profile.audio()), length(media, a)))
                .orElseGet(() -> none(media));
    }

    static Plan waveform(MediaInfo media, WaveformProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new WaveformPlan(profile, AudioInput.of(a)))
                .orElseGet(() -> none(media));
    }

    private static Plan none(MediaInfo media) {
        return media.unusableAudio().<Plan>map(Plan.Unusable::new).orElse(NONE);
    }

    /** One track of sound. */
    static AudioTrackPlan sound(AudioStream audio, AudioSettings settings) {
        return new AudioTrackPlan(AudioInput.of(audio), settings, channels(audio, settings), audio.language());
    }

    /** A source with more channels is mixed down, one with fewer keeps its own; 0 means that it does not say. */
    private static int channels(AudioStream audio, AudioSettings settings) {
        return audio.channels() == 0 ? settings.channels() : Math.min(audio.channels(), settings.channels());
    }

    private static Optional<Duration> length(MediaInfo media, AudioStream audio) {
        return audio.span().map(Span::end).or(() -> onlyStream(media) ? media.duration() : Optional.empty());
    }

    private static boolean onlyStream(MediaInfo media) {
        return media.audio().size() == 1 && media.mainVideo().isEmpty();
    }
}

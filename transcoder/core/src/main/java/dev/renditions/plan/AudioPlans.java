package dev.renditions.plan;

import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.AudioSettings;
import dev.renditions.profile.WaveformProfile;
import java.time.Duration;
import java.util.Optional;

/** What is made of sound alone. */
final class AudioPlans {
    private static final Plan NONE = new Plan.NotApplicable("it has no sound");

    private AudioPlans() {}

    static Plan audio(MediaInfo media, AudioProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new Plan.Audio(profile, sound(a, profile.audio()), length(media, a)))
                .orElseGet(() -> none(media));
    }

    static Plan waveform(MediaInfo media, WaveformProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new Plan.Waveform(profile, AudioInput.of(a)))
                .orElseGet(() -> none(media));
    }

    private static Plan none(MediaInfo media) {
        return media.unusableAudio().<Plan>map(Plan.Unusable::new).orElse(NONE);
    }

    /** One track of sound. */
    static AudioPlan sound(AudioStream audio, AudioSettings settings) {
        return new AudioPlan(AudioInput.of(audio), settings, channels(audio, settings), audio.language());
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

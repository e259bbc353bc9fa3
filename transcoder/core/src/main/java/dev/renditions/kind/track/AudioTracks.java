package dev.renditions.kind.track;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;

/** Which sound of a source becomes a track, and how. */
public final class AudioTracks {
    private static final Plan NONE = new Plan.NotApplicable("it has no audio");

    private AudioTracks() {}

    /** Why nothing can be made of the sound of a source that has none to decode. */
    public static Plan none(MediaInfo media) {
        return media.unusableAudio().<Plan>map(Plan.Unusable::new).orElse(NONE);
    }

    /** One track of sound. */
    public static AudioTrackPlan of(AudioStream audio, AudioSettings settings) {
        return new AudioTrackPlan(AudioInput.of(audio), settings, channels(audio, settings), audio.language());
    }

    /** A source with more channels is mixed down, one with fewer keeps its own; 0 means that it does not say. */
    private static int channels(AudioStream audio, AudioSettings settings) {
        return audio.channels() == 0 ? settings.channels() : Math.min(audio.channels(), settings.channels());
    }
}

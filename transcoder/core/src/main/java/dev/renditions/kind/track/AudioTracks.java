package dev.renditions.kind.track;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.packaging.AudioPurpose;

/** Plans the audio tracks for a source. */
public final class AudioTracks {
    private static final Plan NONE = new Plan.NotApplicable("it has no audio");

    private AudioTracks() {}

    /** Why no audio track can be made from a source that has no audio, or none that can be decoded. */
    public static Plan none(MediaInfo media) {
        return media.unusableAudio().<Plan>map(Plan.Unusable::new).orElse(NONE);
    }

    /** The track for one audio stream, or for a pair of mono streams. */
    public static AudioTrackPlan of(AudioStream audio, AudioSettings settings) {
        return new AudioTrackPlan(
                AudioInput.of(audio), settings, channels(audio, settings), audio.language(), purpose(audio));
    }

    private static AudioPurpose purpose(AudioStream audio) {
        if (audio.description()) {
            return AudioPurpose.DESCRIPTION;
        }
        return audio.commentary() ? AudioPurpose.COMMENTARY : AudioPurpose.PROGRAM;
    }

    /** A source with more channels is mixed down, one with fewer keeps its own. If the source has 0, the number is unknown. */
    private static int channels(AudioStream audio, AudioSettings settings) {
        return audio.channels() == 0 ? settings.channels() : Math.min(audio.channels(), settings.channels());
    }
}

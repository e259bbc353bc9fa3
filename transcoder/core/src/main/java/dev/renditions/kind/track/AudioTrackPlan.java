package dev.renditions.kind.track;

import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.packaging.AudioPurpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One audio track to encode. Immutable.
 *
 * @param input the source's audio
 * @param settings how it is encoded
 * @param channels the number of channels of the output
 * @param language its language as the shortest code, such as {@code en}; empty if the source does not state it
 * @param purpose what it is for
 */
public record AudioTrackPlan(
        AudioInput input, AudioSettings settings, int channels, String language, AudioPurpose purpose) {
    /** Audio of the program. */
    public AudioTrackPlan(AudioInput input, AudioSettings settings, int channels, String language) {
        this(input, settings, channels, language, AudioPurpose.PROGRAM);
    }

    /** A track from one stream with {@code sourceChannels} channels. */
    public AudioTrackPlan(int stream, AudioSettings settings, int channels, String language, int sourceChannels) {
        this(new AudioInput(stream, sourceChannels), settings, channels, language);
    }

    /** A track from one stream with as many channels as the output. */
    public AudioTrackPlan(int stream, AudioSettings settings, int channels, String language) {
        this(stream, settings, channels, language, channels);
    }

    /** The streams of a video and its audio, by their indexes among all streams. */
    public static List<Integer> streams(int video, Optional<AudioTrackPlan> sound) {
        return Stream.concat(Stream.of(video), sound.stream().flatMap(s -> s.input().streams().stream()))
                .toList();
    }

    /** Whether the source's number of channels is another, or unknown. */
    public boolean mixedDown() {
        return input.channels() != channels;
    }

    /** How much there is to encode. */
    public EncoderEffort effort(Duration length) {
        return new EncoderEffort(settings.codec().toString(), length.toNanos() / 1e9);
    }

    /** The kilobits a second of a track; 0 if absent. */
    public static long kilobits(Optional<AudioTrackPlan> sound) {
        return sound.map(s -> (long) s.settings().bitRateKbps()).orElse(0L);
    }

    /** Describes the audio of a video for users. */
    public static String summary(Optional<AudioTrackPlan> sound) {
        return sound.map(s -> ", " + s.channels() + " channels").orElse(", without audio");
    }
}

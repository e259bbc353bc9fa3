package dev.renditions.kind.track;

import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.settings.AudioSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One encoded track of sound. Immutable.
 *
 * @param input the source's sound to play
 * @param settings how it is encoded
 * @param channels channels of the output
 * @param language its language if the source tells it, by its shortest code, such as {@code en}; empty if it does not
 */
public record AudioTrackPlan(AudioInput input, AudioSettings settings, int channels, String language) {
    /** Of one stream with that many channels. */
    public AudioTrackPlan(int stream, AudioSettings settings, int channels, String language, int sourceChannels) {
        this(new AudioInput(stream, sourceChannels), settings, channels, language);
    }

    /** Of one stream with as many channels as the output. */
    public AudioTrackPlan(int stream, AudioSettings settings, int channels, String language) {
        this(stream, settings, channels, language, channels);
    }

    /** The streams of a video and its sound, by their numbers among all streams. */
    public static List<Integer> streams(int video, Optional<AudioTrackPlan> sound) {
        return Stream.concat(Stream.of(video), sound.stream().flatMap(s -> s.input().streams().stream()))
                .toList();
    }

    /** Whether there are fewer channels than the source has, or it is not known how many those are. */
    public boolean mixedDown() {
        return input.channels() != channels;
    }

    /** How much of it there is to encode. */
    public EncoderEffort effort(Duration length) {
        return new EncoderEffort(settings.codec().toString(), length.toNanos() / 1e9);
    }

    /** The kilobits a second of a track; 0 if there is none. */
    public static long kilobits(Optional<AudioTrackPlan> sound) {
        return sound.map(s -> (long) s.settings().bitRateKbps()).orElse(0L);
    }

    /** What sound a video has, for people. */
    public static String summary(Optional<AudioTrackPlan> sound) {
        return sound.map(s -> ", " + s.channels() + " channels").orElse(", without audio");
    }
}

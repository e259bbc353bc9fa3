package dev.renditions.kind.streaming;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Optional;

/**
 * The most that is added at the ends of tracks, so that all tracks of a package are equally long, as HLS players need: the last
 * frame is repeated, and silence follows the audio. It is at most the difference that the source states. What is missing
 * because the source is damaged stays missing, so that verification finds it. Immutable.
 *
 * @param picture how long the last frame is repeated at most
 * @param sound how long the silence is at most
 */
record Padding(Duration picture, Duration sound) {
    private static final Duration SLACK = Duration.ofMillis(200);

    /** What is missing at the end of a track, and a little more, since the ends of streams are not exact. */
    static Duration atLeast(Duration missing) {
        return missing.isNegative() ? SLACK : missing.plus(SLACK);
    }

    /** The difference to the end of the longer track; a little slack if the end of either is unknown. */
    static Padding of(VideoStream video, Optional<AudioStream> audio) {
        Optional<Span> sound = audio.flatMap(AudioStream::span);
        if (video.span().isEmpty() || sound.isEmpty()) {
            // With a variable frame rate, the last frame may end later than the last frame at a constant rate begins.
            return new Padding(SLACK, SLACK);
        }
        Duration apart = video.span().get().end().minus(sound.get().end());
        // The stated end of a stream may be a few frames off.
        return apart.isNegative() ? new Padding(apart.abs().plus(SLACK), SLACK) : new Padding(SLACK, apart.plus(SLACK));
    }
}

package dev.renditions.kind.streaming;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Optional;

/**
 * What is added at the ends of tracks, so that all of a package are equally long, as players of HLS want: the last picture
 * stays, and silence follows the sound. Only as much as the source itself says that one of them is shorter: what is missing
 * because the source is damaged stays missing, and is found. Immutable.
 *
 * @param picture how long the last picture stays at most
 * @param sound how long the silence is at most
 */
public record Padding(Duration picture, Duration sound) {
    /** Nothing. */
    public static final Padding NONE = new Padding(Duration.ZERO, Duration.ZERO);

    private static final Duration SLACK = Duration.ofMillis(200);

    /** What each of them lacks to the end of the other; a little where one of them does not say when it ends. */
    static Padding of(VideoStream video, Optional<AudioStream> audio) {
        Optional<Span> sound = audio.flatMap(AudioStream::span);
        if (video.span().isEmpty() || sound.isEmpty()) {
            // Frames of uneven length end later than the last of even ones begins.
            return new Padding(SLACK, SLACK);
        }
        Duration apart = video.span().get().end().minus(sound.get().end());
        // What streams say of their ends may be a few frames off.
        return apart.isNegative() ? new Padding(apart.abs().plus(SLACK), SLACK) : new Padding(SLACK, apart.plus(SLACK));
    }
}

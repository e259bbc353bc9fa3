package dev.renditions.ffmpeg.filter;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The frames of a track that a run keeps, by their numbers. Immutable.
 *
 * @param rate the frame rate of the track
 * @param start when frame 0 is shown, before frames are moved to a constant rate
 * @param first the first frame that is kept; empty for all from the beginning on
 * @param end the first frame after those; empty for all to the end
 */
public record FrameTrim(FrameRate rate, Duration start, Optional<Long> first, Optional<Long> end) {
    /** Keeps all frames. */
    public static final FrameTrim NONE =
            new FrameTrim(new FrameRate(1, 1), Duration.ZERO, Optional.empty(), Optional.empty());

    /** Times are compared between two frames, so that none depends on how it was rounded; nearer to the later one. */
    private static final double EARLIER = 0.25;

    /**
     * The filters.
     *
     * @param ticks whether each frame is one tick later than the one before
     */
    List<String> filters(boolean ticks) {
        if (first.isEmpty() && end.isEmpty()) {
            return List.of();
        }
        String name = ticks ? "_pts=" : "=";
        String begin = first.map(frame -> "start" + name + value(frame, ticks)).orElse("");
        String until = end.map(frame -> "end" + name + value(frame, ticks)).orElse("");
        return List.of("trim=" + begin + (begin.isEmpty() || until.isEmpty() ? "" : ":") + until);
    }

    private String value(long frame, boolean ticks) {
        return ticks ? Long.toString(frame) : String.format(Locale.ROOT, "%.6f", seconds(frame - EARLIER));
    }

    /** When a frame is shown, in seconds. */
    private double seconds(double frame) {
        return start.toNanos() / 1e9 + frame * rate.denominator() / rate.numerator();
    }

    /** When a frame is shown; not before 0. */
    public Duration time(double frame) {
        return Duration.ofNanos(Math.max(0, Math.round(seconds(frame) * 1e9)));
    }
}

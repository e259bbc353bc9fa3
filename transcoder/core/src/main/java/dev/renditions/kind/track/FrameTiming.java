package dev.renditions.kind.track;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** When the frames of a video track are shown. */
public sealed interface FrameTiming {
    /** As in the source; only frames above a maximum rate are dropped. */
    FrameTiming SOURCE = new Source(false);

    /** {@link #SOURCE} of a track that is below the rate of its source, so that frames are dropped. */
    FrameTiming FEWER = new Source(true);

    /** What it contributes to the settings of a recipe. */
    Map<String, Object> settings();

    /** A phrase for users: {@code frames as in the source}. */
    String summary();

    /**
     * See {@link #SOURCE}.
     *
     * @param fewer whether the track is below the rate of its source; the settings leave it out, since the rate of the rung says
     *     the same
     */
    record Source(boolean fewer) implements FrameTiming {
        @Override
        public Map<String, Object> settings() {
            return Map.of("timing", "source");
        }

        @Override
        public String summary() {
            return fewer ? "frames as in the source up to the highest rate" : "frames as in the source";
        }
    }

    /**
     * At a constant rate from 0 on, without gaps. The first frame is repeated back to 0.
     *
     * @param padding how long the last frame is repeated at most
     * @param length how long the track plays at most; absent if unknown
     * @param reason why the source's own times can't be used, as a clause for users; it does not change the track
     */
    record Constant(Duration padding, Optional<Duration> length, String reason) implements FrameTiming {
        @Override
        public Map<String, Object> settings() {
            Map<String, Object> settings =
                    new HashMap<>(Map.of("timing", "constant", "paddingNanos", padding.toNanos()));
            length.ifPresent(l -> settings.put("lengthNanos", l.toNanos()));
            return settings;
        }

        @Override
        public String summary() {
            return "a constant frame rate from 0 on, since " + reason;
        }
    }
}

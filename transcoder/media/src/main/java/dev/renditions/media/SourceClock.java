package dev.renditions.media;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The relation between the timestamps of a file and the clock of outputs, which starts at 0 with the first displayed
 * frame. Immutable.
 *
 * @param anywhere whether the timestamps of the container start at arbitrary values, as in MPEG transport and program
 *     streams and Ogg: ffmpeg then counts from the first of the streams that a run reads, not from the beginning of the
 *     file
 * @param starts the start of each stream relative to the beginning of the file, by stream index; absent streams start
 *     at 0
 * @param zero the start of the output clock relative to the beginning of the file. Above zero if a file begins with
 *     audio priming: an encoder's delay, which players skip
 * @param late by how much ffmpeg's timestamps of a stream are too late, by stream index; absent streams are correct
 * @param jump the smallest backward jump of timestamps, which occurs where recordings were joined; empty if there are
 *     no jumps
 */
public record SourceClock(
        boolean anywhere,
        Map<Integer, Duration> starts,
        Duration zero,
        Map<Integer, Duration> late,
        Optional<Duration> jump) {
    /** The clock of outputs starts with the file. */
    public static final SourceClock FILE = new SourceClock(false, Map.of(), Duration.ZERO, Map.of(), Optional.empty());

    /** Copies the maps. */
    public SourceClock {
        starts = Map.copyOf(starts);
        late = Map.copyOf(late);
    }

    /**
     * The offset to add to ffmpeg's timestamps in a run, so that they count from {@link #zero}.
     *
     * @param streams the indexes of the streams that the run reads
     */
    public Duration offset(Collection<Integer> streams) {
        if (!anywhere) {
            return zero.negated();
        }
        return streams.stream()
                .map(stream -> starts.getOrDefault(stream, Duration.ZERO))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .minus(zero);
    }
}

package dev.renditions.media;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How the timestamps of a file relate to the clock of what is made of it, which starts at 0 with the first picture that is
 * shown. Immutable.
 *
 * @param anywhere whether the timestamps of the container start anywhere, as in MPEG transport and program streams and Ogg:
 *     ffmpeg then counts from the first of the streams that a run reads, not from the beginning of the file
 * @param starts when each stream begins, by its number, from the beginning of the file. What is absent begins with the file
 * @param zero where the clock of outputs starts, from the beginning of the file. Above zero where a file begins with the
 *     priming of its sound: an encoder's delay, which players of the file don't hear either
 * @param late by how much ffmpeg gives the timestamps of a stream too late, by its number: what is absent is right
 * @param jump how far timestamps step back where recordings were joined, the least of all such steps; empty if they never do
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
     * What is to be added to the timestamps that ffmpeg gives to the streams of a run, so that they count from
     * {@link #zero}.
     *
     * @param streams the numbers of the streams that the run reads
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

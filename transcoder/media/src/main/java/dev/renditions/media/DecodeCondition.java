package dev.renditions.media;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The decode result of a file: the damage found when its main streams were decoded once. Immutable.
 *
 * @param streams the streams that were decoded
 * @param cut whether the file is truncated
 */
public record DecodeCondition(List<StreamCondition> streams, boolean cut) {
    /** The tolerated difference at the end of an undamaged stream. */
    private static final Duration SLACK = Duration.ofMillis(100);

    /** Copies the list. */
    public DecodeCondition {
        streams = List.copyOf(streams);
    }

    /** The result of one stream; empty if it was not decoded. */
    public Optional<StreamCondition> stream(int number) {
        return streams.stream().filter(s -> s.stream() == number).findFirst();
    }

    /** Limits the stated span of a stream to its last decodable part. */
    Optional<Span> end(int number, Optional<Span> stated) {
        return stated.map(span -> stream(number)
                .map(StreamCondition::end)
                .filter(end -> end.plus(SLACK).compareTo(span.end()) < 0 && end.compareTo(span.start()) > 0)
                .map(end -> new Span(span.start(), end))
                .orElse(span));
    }

    /** Whether all of these streams decode without errors and the file is complete. */
    public boolean intact(Collection<Integer> numbers) {
        return !cut
                && numbers.stream()
                        .allMatch(number ->
                                stream(number).filter(StreamCondition::intact).isPresent());
    }
}

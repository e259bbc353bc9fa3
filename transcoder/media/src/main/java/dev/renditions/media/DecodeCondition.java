package dev.renditions.media;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How well a file decodes: what was found when all of its main streams were decoded once, damage or not. Immutable.
 *
 * @param streams the streams that were decoded
 * @param cut whether the file ends before its reader expects it to
 */
public record DecodeCondition(List<StreamCondition> streams, boolean cut) {
    /** What the end of a stream may be off by without any damage. */
    private static final Duration SLACK = Duration.ofMillis(100);

    /** Copies the list. */
    public DecodeCondition {
        streams = List.copyOf(streams);
    }

    /** What was found of a stream; empty if it was not decoded. */
    public Optional<StreamCondition> stream(int number) {
        return streams.stream().filter(s -> s.stream() == number).findFirst();
    }

    /** When a stream plays that is stated to play so: it ends early if the last part of it that can be decoded does. */
    Optional<Span> end(int number, Optional<Span> stated) {
        return stated.map(span -> stream(number)
                .map(StreamCondition::end)
                .filter(end -> end.plus(SLACK).compareTo(span.end()) < 0 && end.compareTo(span.start()) > 0)
                .map(end -> new Span(span.start(), end))
                .orElse(span));
    }

    /** Whether all of these streams were decoded without a fault, and the file is whole. */
    public boolean intact(Collection<Integer> numbers) {
        return !cut
                && numbers.stream()
                        .allMatch(number ->
                                stream(number).filter(StreamCondition::intact).isPresent());
    }
}

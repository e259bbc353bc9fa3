package dev.renditions.lambda.telemetry;

import dev.renditions.api.Count;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one invocation did, in numbers. For one thread. */
public final class Figures {
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private final Map<Cell, List<RenditionResult>> results = new LinkedHashMap<>();

    /** Where results are added up. */
    private record Cell(String profile, Outcome outcome) {}

    /** What can happen besides results. */
    public enum Event {
        /** Something was told of that is nothing to work on. */
        PASSED_OVER("PassedOver"),
        /** A message, event or task is to come again. */
        HANDED_BACK("HandedBack"),
        /** Something failed for good and was left where a person finds it. */
        DEAD_LETTER("DeadLetters"),
        /** An event of ours did not reach its bus. */
        EVENT_LOST("EventsLost"),
        /** The index forgot a rendition that was deleted. */
        EVICTED("Evicted"),
        /** Somebody asked over HTTP. */
        REQUEST("Requests"),
        /** Of these: they were told that it is their fault. */
        REQUEST_REFUSED("RequestsRefused"),
        /** Of these: they were told that it is ours. */
        REQUEST_BROKEN("RequestsBroken"),
        /** Something missing that was asked for was queued to be made. */
        QUEUED("Queued");

        private final String metric;

        Event(String metric) {
            this.metric = metric;
        }
    }

    public void add(RenditionResult result) {
        results.computeIfAbsent(new Cell(result.profile().name(), result.outcome()), cell -> new ArrayList<>())
                .add(result);
    }

    public void count(Event event) {
        count(event, 1);
    }

    public void count(Event event, int times) {
        events.merge(event, (long) times, Long::sum);
    }

    /** The whole invocation: what did not happen is there as zero, so that alarms have something to look at. */
    List<Figure> totals(Map<Count, Long> index) {
        List<RenditionResult> all =
                results.values().stream().flatMap(List::stream).toList();
        List<Figure> figures = new ArrayList<>(sums(all));
        figures.add(Figure.count(
                "Failed",
                all.stream().filter(r -> r.outcome() == Outcome.FAILED).count()));
        for (Event event : Event.values()) {
            figures.add(Figure.count(event.metric, events.getOrDefault(event, 0L)));
        }
        for (Count count : Count.values()) {
            figures.add(Figure.count(metric(count), index.getOrDefault(count, 0L)));
        }
        return figures;
    }

    /** Such as {@code IndexHit}; what says nothing of the index has a name without it. */
    private static String metric(Count count) {
        return switch (count) {
            case FALLBACK_LEASE -> "FallbackLeases";
            case WASTED -> "EncodesWasted";
            default -> {
                String word = count.word();
                yield "Index" + Character.toUpperCase(word.charAt(0)) + word.substring(1);
            }
        };
    }

    /** The same for each profile and outcome that there was. */
    List<Row> rows() {
        return results.entrySet().stream()
                .map(e -> new Row(e.getKey().profile(), e.getKey().outcome().word(), parts(e.getValue())))
                .toList();
    }

    private static List<Figure> parts(List<RenditionResult> some) {
        List<Figure> figures = new ArrayList<>(sums(some));
        some.stream()
                .filter(r -> r.outcome() == Outcome.ENCODED || r.outcome() == Outcome.REMUXED)
                .flatMap(r -> r.location().stream())
                .forEach(made ->
                        figures.add(new Figure("EncodeSeconds", seconds(made.encodeTime()), Figure.Unit.SECONDS)));
        return figures;
    }

    private static List<Figure> sums(List<RenditionResult> some) {
        return List.of(
                Figure.count("Renditions", some.size()),
                new Figure("SecondsSpent", sum(some, RenditionResult::spent), Figure.Unit.SECONDS),
                new Figure("SecondsSaved", sum(some, RenditionResult::saved), Figure.Unit.SECONDS),
                new Figure(
                        "SecondsWasted",
                        sum(some, result -> result.wasted().orElse(Duration.ZERO)),
                        Figure.Unit.SECONDS),
                new Figure(
                        "Bytes",
                        some.stream()
                                .map(RenditionResult::location)
                                .flatMap(Optional::stream)
                                .mapToLong(RenditionLocation::allBytes)
                                .sum(),
                        Figure.Unit.BYTES));
    }

    private static double sum(List<RenditionResult> some, Function<RenditionResult, Duration> duration) {
        return some.stream().map(duration).mapToDouble(Figures::seconds).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /**
     * What was done for one profile with one outcome.
     *
     * @param profile its name
     * @param outcome the word for it
     * @param figures how much; a metric may be there more than once
     */
    record Row(String profile, String outcome, List<Figure> figures) {}
}

package dev.renditions.lambda.telemetry;

import dev.renditions.api.LookupMetric;
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
public final class InvocationMetrics {
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
    List<Metric> totals(Map<LookupMetric, Long> index) {
        List<RenditionResult> all =
                results.values().stream().flatMap(List::stream).toList();
        List<Metric> figures = new ArrayList<>(sums(all));
        figures.add(Metric.count(
                "Failed",
                all.stream().filter(r -> r.outcome() == Outcome.FAILED).count()));
        for (Event event : Event.values()) {
            figures.add(Metric.count(event.metric, events.getOrDefault(event, 0L)));
        }
        for (LookupMetric count : LookupMetric.values()) {
            figures.add(Metric.count(metric(count), index.getOrDefault(count, 0L)));
        }
        return figures;
    }

    /** Such as {@code IndexHit}; what says nothing of the index has a name without it. */
    private static String metric(LookupMetric count) {
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

    private static List<Metric> parts(List<RenditionResult> some) {
        List<Metric> figures = new ArrayList<>(sums(some));
        some.stream()
                .filter(r -> r.outcome() == Outcome.ENCODED || r.outcome() == Outcome.REMUXED)
                .flatMap(r -> r.location().stream())
                .forEach(made ->
                        figures.add(new Metric("EncodeSeconds", seconds(made.encodeTime()), Metric.Unit.SECONDS)));
        return figures;
    }

    private static List<Metric> sums(List<RenditionResult> some) {
        return List.of(
                Metric.count("Renditions", some.size()),
                new Metric("SecondsSpent", sum(some, RenditionResult::spent), Metric.Unit.SECONDS),
                new Metric("SecondsSaved", sum(some, RenditionResult::saved), Metric.Unit.SECONDS),
                new Metric(
                        "SecondsWasted",
                        sum(some, result -> result.wasted().orElse(Duration.ZERO)),
                        Metric.Unit.SECONDS),
                new Metric(
                        "Bytes",
                        some.stream()
                                .map(RenditionResult::location)
                                .flatMap(Optional::stream)
                                .mapToLong(RenditionLocation::allBytes)
                                .sum(),
                        Metric.Unit.BYTES));
    }

    private static double sum(List<RenditionResult> some, Function<RenditionResult, Duration> duration) {
        return some.stream()
                .map(duration)
                .mapToDouble(InvocationMetrics::seconds)
                .sum();
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
    record Row(String profile, String outcome, List<Metric> figures) {}
}

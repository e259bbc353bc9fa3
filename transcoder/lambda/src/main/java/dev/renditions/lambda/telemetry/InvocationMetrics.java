package dev.renditions.lambda.telemetry;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The metrics of one invocation. For one thread. */
public final class InvocationMetrics {
    /** The outcomes of renditions that were made here. */
    private static final Set<Outcome> MADE = EnumSet.of(Outcome.ENCODED, Outcome.ASSEMBLED, Outcome.REMUXED);

    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private final Map<Cell, List<RenditionResult>> results = new LinkedHashMap<>();
    private Duration savedByTracks = Duration.ZERO;

    /** The dimensions that results are aggregated by. */
    private record Cell(String profile, Outcome outcome) {}

    /** Counted events that are not results. */
    public enum Event {
        /** An object event was skipped. */
        PASSED_OVER("PassedOver"),
        /** A message, event or task will be redelivered. */
        HANDED_BACK("HandedBack"),
        /** A dead letter was sent. */
        DEAD_LETTER("DeadLetters"),
        /** A result could not be published. */
        EVENT_LOST("EventsLost"),
        /** A deleted rendition was evicted from the index. */
        EVICTED("Evicted"),
        /** An HTTP request was answered. */
        REQUEST("Requests"),
        /** The answer had a 4xx status. */
        REQUEST_REFUSED("RequestsRefused"),
        /** The answer had a 5xx status. */
        REQUEST_BROKEN("RequestsBroken"),
        /** A missing rendition was queued. */
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

    /** Adds the encode time that reused tracks saved. */
    public void addSavedByTracks(Duration time) {
        savedByTracks = savedByTracks.plus(time);
    }

    public void count(Event event) {
        count(event, 1);
    }

    public void count(Event event, int times) {
        events.merge(event, (long) times, Long::sum);
    }

    /** The totals of the invocation. Metrics that did not occur are zero, so that alarms have data. */
    List<Metric> totals(Map<LookupMetric, Long> index) {
        List<RenditionResult> all =
                results.values().stream().flatMap(List::stream).toList();
        List<Metric> figures = new ArrayList<>(sums(all));
        figures.add(Metric.count(
                "Failed",
                all.stream().filter(r -> r.outcome() == Outcome.FAILED).count()));
        figures.add(new Metric("SecondsSavedByTracks", seconds(savedByTracks), Metric.Unit.SECONDS));
        for (Event event : Event.values()) {
            figures.add(Metric.count(event.metric, events.getOrDefault(event, 0L)));
        }
        for (LookupMetric count : LookupMetric.values()) {
            figures.add(Metric.count(metric(count), index.getOrDefault(count, 0L)));
        }
        return figures;
    }

    /** The name of a metric, such as {@code IndexHit}. Metrics that are not about the index have no such prefix. */
    private static String metric(LookupMetric count) {
        return switch (count) {
            case FALLBACK_LEASE -> "FallbackLeases";
            case WASTED -> "EncodesWasted";
            case TRACK_ENCODED -> "TracksEncoded";
            case TRACK_REUSED -> "TracksReused";
            default -> {
                String word = count.word();
                yield "Index" + Character.toUpperCase(word.charAt(0)) + word.substring(1);
            }
        };
    }

    /** The metrics of each profile and outcome that occurred. */
    List<Row> rows() {
        return results.entrySet().stream()
                .map(e -> new Row(e.getKey().profile(), e.getKey().outcome().word(), parts(e.getValue())))
                .toList();
    }

    private static List<Metric> parts(List<RenditionResult> some) {
        List<Metric> figures = new ArrayList<>(sums(some));
        some.stream()
                .filter(r -> MADE.contains(r.outcome()))
                .forEach(r -> r.location()
                        .ifPresent(made ->
                                figures.add(new Metric("EncodeSeconds", encodeSeconds(r, made), Metric.Unit.SECONDS))));
        return figures;
    }

    /** Without the time of tracks that were not encoded for it. */
    private static double encodeSeconds(RenditionResult result, RenditionLocation made) {
        return seconds(made.encodeTime().minus(result.saved()));
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
     * The metrics of one profile and outcome.
     *
     * @param profile the name of the profile
     * @param outcome the outcome in one word
     * @param figures the values; a metric may occur more than once
     */
    record Row(String profile, String outcome, List<Metric> figures) {}
}

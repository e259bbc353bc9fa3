package dev.renditions.lambda.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InvocationMetricsTest {
    private final InvocationMetrics figures = new InvocationMetrics();

    @Test
    void resultsAreAddedUpByProfileAndOutcome() {
        figures.add(result("poster", Outcome.ENCODED, 2, 0));
        figures.add(result("poster", Outcome.ENCODED, 4, 0));
        figures.add(result("poster", Outcome.HIT, 0, 3));
        List<InvocationMetrics.Row> rows = figures.rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).outcome()).isEqualTo("encoded");
        assertThat(rows.get(0).figures())
                .contains(
                        Metric.count("Renditions", 2),
                        new Metric("SecondsSpent", 6, Metric.Unit.SECONDS),
                        new Metric("Bytes", 200, Metric.Unit.BYTES),
                        new Metric("EncodeSeconds", 1.5, Metric.Unit.SECONDS));
        assertThat(rows.get(0).figures())
                .filteredOn(f -> f.metric().equals("EncodeSeconds"))
                .hasSize(2);
        assertThat(rows.get(1).figures())
                .contains(new Metric("SecondsSaved", 3, Metric.Unit.SECONDS))
                .noneMatch(f -> f.metric().equals("EncodeSeconds"));
    }

    @Test
    void totalsIncludeZeros() {
        figures.add(result("poster", Outcome.FAILED, 1, 0));
        figures.count(InvocationMetrics.Event.HANDED_BACK);
        figures.count(InvocationMetrics.Event.EVENT_LOST, 3);
        assertThat(figures.totals(Map.of(LookupMetric.TIMEOUT, 2L)))
                .contains(
                        Metric.count("Renditions", 1),
                        Metric.count("Failed", 1),
                        Metric.count("HandedBack", 1),
                        Metric.count("EventsLost", 3),
                        Metric.count("DeadLetters", 0),
                        Metric.count("IndexTimeout", 2),
                        Metric.count("IndexHit", 0));
    }

    @Test
    void totalsIncludeWastedEncodes() {
        figures.add(result("poster", Outcome.ENCODED, 2, 0, Optional.of(Duration.ofMillis(1500))));
        figures.add(result("poster", Outcome.ENCODED, 2, 0));
        assertThat(figures.totals(Map.of(LookupMetric.WASTED, 1L, LookupMetric.FALLBACK_LEASE, 2L)))
                .contains(
                        Metric.count("EncodesWasted", 1),
                        Metric.count("FallbackLeases", 2),
                        new Metric("SecondsWasted", 1.5, Metric.Unit.SECONDS));
    }

    @Test
    void totalsIncludeTracks() {
        figures.addSavedByTracks(Duration.ofMillis(1500));
        figures.addSavedByTracks(Duration.ofSeconds(1));
        assertThat(figures.totals(Map.of(LookupMetric.TRACK_ENCODED, 1L, LookupMetric.TRACK_REUSED, 2L)))
                .contains(
                        Metric.count("TracksEncoded", 1),
                        Metric.count("TracksReused", 2),
                        new Metric("SecondsSavedByTracks", 2.5, Metric.Unit.SECONDS));
    }

    @Test
    void alarmsAndDashboardUseExistingMetrics() throws IOException {
        figures.add(result("poster", Outcome.ENCODED, 1, 0));
        Set<String> measured = Stream.concat(
                        figures.totals(Map.of()).stream(),
                        figures.rows().stream().flatMap(row -> row.figures().stream()))
                .map(Metric::metric)
                .collect(Collectors.toSet());
        String template = Files.readString(Checkout.path("template.yaml"));
        Set<String> watched = Pattern.compile("Namespace: Renditions\\s+MetricName: (?<alarm>\\w+)"
                        + "|\"Renditions\", \"(?<first>\\w+)\", \"Service\""
                        + "|\\[\"\\.\", \"(?<next>\\w+)\", \"\\.\", \"\\.\"")
                .matcher(template)
                .results()
                .map(match -> Stream.of(1, 2, 3)
                        .map(match::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toSet());
        assertThat(watched).contains("RequestsBroken", "IndexTimeout", "EncodeSeconds", "SecondsSaved", "Queued");
        assertThat(measured).containsAll(watched);
    }

    private static RenditionResult result(String profile, Outcome outcome, int spent, int saved) {
        return result(profile, outcome, spent, saved, Optional.empty());
    }

    private static RenditionResult result(
            String profile, Outcome outcome, int spent, int saved, Optional<Duration> wasted) {
        Optional<RenditionLocation> location = outcome == Outcome.FAILED
                ? Optional.empty()
                : Optional.of(
                        new RenditionLocation(URI.create("s3://b/k"), "image/jpeg", 100, Duration.ofMillis(1500)));
        return new RenditionResult(
                "source",
                Optional.empty(),
                new ProfileId(profile, "0123456789ab"),
                outcome,
                location,
                Duration.ofSeconds(spent),
                Duration.ofSeconds(saved),
                wasted,
                "",
                Optional.empty());
    }
}

package dev.renditions.cli.run;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.cli.display.Amounts;
import dev.renditions.cli.display.Table;
import dev.renditions.index.RenditionLocation;
import dev.renditions.support.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report at the end of a run: a table, the reasons for missing renditions, and a summary. */
public final class RunReport {
    private static final List<String> HEAD = List.of("SOURCE", "PROFILE", "OUTCOME", "SECONDS", "SIZE", "SAVED");

    private RunReport() {}

    public static void print(List<RenditionResult> results, PrintWriter out) {
        Table.print(HEAD, results.stream().map(RunReport::row).toList(), out);
        reasons(results, Outcome.NOT_APPLICABLE).forEach(out::println);
        reasons(results, Outcome.FAILED).forEach(out::println);
        reasons(results, Outcome.ENCODED).forEach(out::println);
        reasons(results, Outcome.REMUXED).forEach(out::println);
        reasons(results, Outcome.ASSEMBLED).forEach(out::println);
        warnings(results).forEach(out::println);
        out.println(summary(results));
        out.flush();
    }

    /**
     * The index metrics, a line for each profile; {@code -} if it did not occur.
     *
     * @param savedByTracks the encode time that reused tracks saved, by profile
     */
    public static void printCounts(
            Map<String, Map<LookupMetric, Long>> counts, Map<String, Duration> savedByTracks, PrintWriter out) {
        List<String> head = new ArrayList<>(List.of("PROFILE"));
        for (LookupMetric count : LookupMetric.values()) {
            head.add(count.name());
        }
        head.add("TRACK_SECONDS_SAVED");
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((profile, sums) -> {
            List<String> row = new ArrayList<>(List.of(profile));
            for (LookupMetric count : LookupMetric.values()) {
                row.add(sums.containsKey(count) ? String.valueOf(sums.get(count)) : "-");
            }
            row.add(savedByTracks.containsKey(profile) ? Amounts.seconds(savedByTracks.get(profile)) : "-");
            rows.add(row);
        });
        Table.print(head, rows, out);
    }

    /**
     * One line with the number of renditions for each outcome, the encoding time saved, and the time wasted, if any.
     */
    public static String summary(List<RenditionResult> results) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        Duration saved = Duration.ZERO;
        Duration wasted = Duration.ZERO;
        int encodesWasted = 0;
        for (RenditionResult result : results) {
            counts.merge(result.outcome(), 1, Integer::sum);
            saved = saved.plus(result.saved());
            wasted = wasted.plus(result.wasted().orElse(Duration.ZERO));
            encodesWasted += result.wasted().isPresent() ? 1 : 0;
        }
        return results.size() + " renditions: " + Outcome.count(counts) + "; " + Amounts.seconds(saved)
                + " s of encoding saved"
                + (encodesWasted == 0
                        ? ""
                        : ", " + Amounts.seconds(wasted) + " s wasted on " + encodesWasted + " of them");
    }

    /** One line for each source and warning, with the profiles of the affected renditions. */
    private static List<String> warnings(List<RenditionResult> results) {
        Map<String, List<String>> profiles = new LinkedHashMap<>();
        for (RenditionResult r : results) {
            for (String warning : r.warnings()) {
                profiles.computeIfAbsent(SafeText.of(r.source() + ": " + warning), k -> new ArrayList<>())
                        .add(r.profile().name());
            }
        }
        return profiles.entrySet().stream()
                .map(e -> "warning: " + e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                .toList();
    }

    /** One line for each source and reason, with the affected profiles. */
    private static List<String> reasons(List<RenditionResult> results, Outcome outcome) {
        Map<String, List<String>> profiles = new LinkedHashMap<>();
        for (RenditionResult r : results) {
            if (r.outcome() == outcome && !r.reason().isEmpty()) {
                profiles.computeIfAbsent(SafeText.of(r.source() + ": " + r.reason()), k -> new ArrayList<>())
                        .add(r.profile().name());
            }
        }
        return profiles.entrySet().stream()
                .map(e -> outcome.word() + ": " + e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                .toList();
    }

    private static List<String> row(RenditionResult r) {
        return List.of(
                r.source(),
                r.profile().name(),
                r.outcome().word(),
                Amounts.seconds(r.spent()),
                r.location().map(RenditionLocation::allBytes).map(Amounts::size).orElse("-"),
                r.saved().isZero() ? "-" : Amounts.seconds(r.saved()));
    }
}

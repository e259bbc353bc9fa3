package dev.renditions.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks in rounds, one after the other, and compares the service with the bare client in each. */
public final class HitReport {
    private static final double MOST_LATENCY = 1.25;
    private static final double LEAST_THROUGHPUT = 0.85;
    private static final int THREADS = 16;
    /** Enough for the compiler on a busy machine, where two seconds may be a fifth of a second of processor time. */
    private static final int WARMUPS = 8;
    private static final int ITERATIONS = 3;
    /** Short, in many rounds, because the load of the machine changes by the second. */
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private final String server;

    private HitReport(String server) {
        this.server = server;
    }

    /**
     * Takes the server and the number of rounds.
     *
     * @param arguments {@code HOST:PORT ROUNDS}
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        HitReport report = new HitReport(arguments[0]);
        report.compare(Integer.parseInt(arguments[1]));
        report.parts();
        say("%n%s", EntrySize.measure(arguments[0]));
    }

    private void compare(int rounds) throws RunnerException {
        List<Double> latencies = new ArrayList<>();
        List<Double> throughputs = new ArrayList<>();
        say("%-8s%14s%14s%8s%16s%16s%8s", "", "client p50", "hit p50", "ratio", "client /s", "hits /s", "ratio");
        for (int round = 1; round <= rounds; round++) {
            Map<String, Double> p50 = inTurns(round, HitReport::p50);
            Map<String, Double> perSecond = inTurns(round, HitReport::perSecond);
            latencies.add(p50.get("service") / p50.get("client"));
            throughputs.add(perSecond.get("service") / perSecond.get("client"));
            say(
                    "round %-2d%11.1f us%11.1f us%8.2f%16.0f%16.0f%8.2f",
                    round,
                    p50.get("client"),
                    p50.get("service"),
                    latencies.get(round - 1),
                    perSecond.get("client"),
                    perSecond.get("service"),
                    throughputs.get(round - 1));
        }
        double latency = median(latencies);
        double throughput = median(throughputs);
        say(
                "%np50, 1 thread: %.2f times the client's (half of the rounds %s), at most %.2f: %s",
                latency, middle(latencies), MOST_LATENCY, met(latency <= MOST_LATENCY));
        say(
                "throughput, %d threads: %.2f of the client's (half of the rounds %s), at least %.2f: %s",
                THREADS, throughput, middle(throughputs), LEAST_THROUGHPUT, met(throughput >= LEAST_THROUGHPUT));
    }

    /** Runs both benchmarks one after the other; which is first alternates from round to round. */
    private Map<String, Double> inTurns(int round, Measure measure) throws RunnerException {
        Map<String, Double> results = new HashMap<>();
        for (String name : round % 2 == 1 ? List.of("client", "service") : List.of("service", "client")) {
            results.putAll(measure.of(this, "HitBenchmark\\." + name));
        }
        return results;
    }

    private void parts() throws RunnerException {
        say("%nParts of a hit, p50, 1 thread:");
        p50("PartsBenchmark\\..*").forEach((name, micros) -> say("  %-10s%10.1f us", name, micros));
    }

    private Map<String, Double> p50(String benchmark) throws RunnerException {
        Collection<RunResult> results =
                run(options(benchmark).mode(Mode.SampleTime).threads(1).timeUnit(TimeUnit.MICROSECONDS));
        return results.stream()
                .collect(Collectors.toMap(
                        HitReport::name,
                        result -> result.getPrimaryResult().getStatistics().getPercentile(50)));
    }

    private Map<String, Double> perSecond(String benchmark) throws RunnerException {
        Collection<RunResult> results = run(
                options(benchmark).mode(Mode.Throughput).threads(THREADS).timeUnit(TimeUnit.SECONDS));
        return results.stream()
                .collect(Collectors.toMap(
                        HitReport::name, result -> result.getPrimaryResult().getScore()));
    }

    private ChainedOptionsBuilder options(String benchmark) {
        return new OptionsBuilder()
                .include("\\." + benchmark + "$")
                .param("server", server)
                .forks(1)
                .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .warmupIterations(WARMUPS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The lower and upper quartile. */
    private static String middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int quarter = sorted.size() / 4;
        return String.format(
                Locale.ROOT, "%.2f to %.2f", sorted.get(quarter), sorted.get(sorted.size() - 1 - quarter));
    }

    private static String met(boolean met) {
        return met ? "met" : "NOT MET";
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Runs the benchmarks whose names match in one mode. */
    @FunctionalInterface
    private interface Measure {
        Map<String, Double> of(HitReport report, String benchmark) throws RunnerException;
    }
}

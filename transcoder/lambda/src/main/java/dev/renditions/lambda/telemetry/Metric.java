package dev.renditions.lambda.telemetry;

/**
 * One value of a metric. Immutable.
 *
 * @param metric the name of the metric
 */
record Metric(String metric, double value, Unit unit) {
    static Metric count(String metric, long value) {
        return new Metric(metric, value, Unit.COUNT);
    }

    enum Unit {
        COUNT,
        SECONDS,
        BYTES
    }
}

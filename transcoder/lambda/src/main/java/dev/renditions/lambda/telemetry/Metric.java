package dev.renditions.lambda.telemetry;

/**
 * One number of a metric. Immutable.
 *
 * @param metric the metric's name
 * @param value how much
 * @param unit of what
 */
record Metric(String metric, double value, Unit unit) {
    static Metric count(String metric, long value) {
        return new Metric(metric, value, Unit.COUNT);
    }

    /** What is measured. */
    enum Unit {
        /** Things. */
        COUNT,
        /** Time. */
        SECONDS,
        /** Size. */
        BYTES
    }
}

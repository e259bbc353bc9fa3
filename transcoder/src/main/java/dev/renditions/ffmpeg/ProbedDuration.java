package dev.renditions.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.media.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a file plays. Where every picture and sound says when it ends, it is the last of these, as a file's own claim
 * may count a subtitle that outlasts the film; else it is the file's claim. Matroska counts from zero, all others from
 * the file's start. A claim is not judged here.
 */
final class ProbedDuration {
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)");

    private ProbedDuration() {}

    /**
     * Of a file with these streams.
     *
     * @param format what ffprobe says of the file
     * @param played what it says of its pictures and sounds, cover art left out
     */
    static Optional<Duration> of(JsonNode format, List<JsonNode> played) {
        double start = Math.max(0, seconds(format, "start_time").orElse(0.0));
        Optional<Double> end = lastEnd(played);
        Optional<Double> length = end.isPresent() ? end.map(last -> last - start) : claimed(format, start);
        return length.filter(seconds -> seconds > 0).map(ProbedDuration::duration);
    }

    /**
     * When one stream plays, from the file's start; empty if it does not say when it ends.
     *
     * @param format what ffprobe says of the file
     * @param stream what it says of the stream
     */
    static Optional<Span> span(JsonNode format, JsonNode stream) {
        double fileStart = Math.max(0, seconds(format, "start_time").orElse(0.0));
        double start = Math.max(0, seconds(stream, "start_time").orElse(fileStart) - fileStart);
        return end(stream)
                .map(end -> end - fileStart)
                .filter(end -> end > start)
                .map(end -> new Span(duration(start), duration(end)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static Optional<Double> claimed(JsonNode format, double start) {
        boolean fromZero = format.path("format_name").asText("").startsWith("matroska");
        return seconds(format, "duration").map(seconds -> fromZero ? seconds - start : seconds);
    }

    private static Optional<Double> lastEnd(List<JsonNode> played) {
        double last = 0;
        for (JsonNode stream : played) {
            Optional<Double> end = end(stream);
            if (end.isEmpty()) {
                return Optional.empty();
            }
            last = Math.max(last, end.get());
        }
        return played.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    /** Matroska's tag is already an end, counted from zero. */
    private static Optional<Double> end(JsonNode stream) {
        Optional<Double> length = seconds(stream, "duration");
        if (length.isPresent()) {
            return length.map(seconds -> seconds + seconds(stream, "start_time").orElse(0.0));
        }
        Matcher clock = CLOCK.matcher(stream.path("tags").path("DURATION").asText(""));
        return clock.matches()
                ? Optional.of(Integer.parseInt(clock.group(1)) * 3600.0
                        + Integer.parseInt(clock.group(2)) * 60.0
                        + Double.parseDouble(clock.group(3)))
                : Optional.empty();
    }

    private static Optional<Double> seconds(JsonNode node, String field) {
        try {
            double value = Double.parseDouble(node.path(field).asText(""));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

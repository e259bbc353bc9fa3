package dev.renditions.ffmpeg.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Command-line options, in order. Immutable.
 *
 * @param all the options
 */
public record Options(List<Option> all) {
    /** No option. */
    public static final Options NONE = new Options(List.of());

    /**
     * One option.
     *
     * @param name its name without the hyphen
     * @param value its value; absent for a flag
     */
    public record Option(String name, Optional<String> value) {
        Stream<String> words() {
            return Stream.concat(Stream.of("-" + name), value.stream());
        }
    }

    /** Copies the list. */
    public Options {
        all = List.copyOf(all);
    }

    /** One option with a value. */
    public static Options of(String name, String value) {
        return NONE.with(name, value);
    }

    /** One option with a number. */
    public static Options of(String name, long value) {
        return NONE.with(name, value);
    }

    /** One option with a duration. */
    public static Options of(String name, Duration value) {
        return NONE.with(name, value);
    }

    /** One option without a value. */
    public static Options flag(String name) {
        return NONE.withFlag(name);
    }

    /** These options, followed by one with a value. */
    public Options with(String name, String value) {
        return and(new Options(List.of(new Option(name, Optional.of(value)))));
    }

    /** These options, followed by one with a number. */
    public Options with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** These options, followed by one with a duration. */
    public Options with(String name, Duration value) {
        return with(name, seconds(value));
    }

    /** These options, followed by one without a value. */
    public Options withFlag(String name) {
        return and(new Options(List.of(new Option(name, Optional.empty()))));
    }

    /** These options, followed by others. */
    public Options and(Options more) {
        return new Options(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    /** A duration in seconds with six decimals, as options and filters take it. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1000, 6).toPlainString();
    }

    /** The arguments of a command line. */
    Stream<String> words() {
        return all.stream().flatMap(Option::words);
    }
}

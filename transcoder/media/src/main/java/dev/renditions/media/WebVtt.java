package dev.renditions.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A WebVTT file. Supports only what this project writes: a header, and cues with the settings of {@link CueSettings}.
 * Immutable.
 *
 * @param cues its cues, in the file's order
 */
public record WebVtt(List<Cue> cues) {
    private static final String HEADER = "WEBVTT";
    private static final String STAMP = "(?:(\\d{2,6}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})";
    private static final Pattern TIMES = Pattern.compile(STAMP + " --> " + STAMP + "(?: (.*))?");

    /** Copies the list. */
    public WebVtt {
        cues = List.copyOf(cues);
    }

    /**
     * Reads a whole file.
     *
     * @throws IllegalArgumentException with a message, if it is not such a file
     */
    public static WebVtt parse(String file) {
        List<Cue> cues = new ArrayList<>();
        for (String block : blocks(file)) {
            cues.add(cue(times(block).orElseThrow(() -> new IllegalArgumentException("a cue has no times")), block));
        }
        return new WebVtt(cues);
    }

    /** The blocks after the header, separated by empty lines. */
    private static List<String> blocks(String file) {
        String[] blocks = file.split("(?:\\r?\\n){2,}", -1);
        if (!blocks[0].strip().equals(HEADER)) {
            throw new IllegalArgumentException("it does not begin with " + HEADER);
        }
        return Stream.of(blocks)
                .skip(1)
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .toList();
    }

    private static Optional<Matcher> times(String block) {
        return Optional.of(TIMES.matcher(block.lines().findFirst().orElse(""))).filter(Matcher::matches);
    }

    private static Cue cue(Matcher times, String block) {
        String settings = times.group(9);
        return new Cue(
                time(times, 1),
                time(times, 5),
                settings == null ? CueSettings.NONE : CueSettings.parse(settings),
                block.lines().skip(1).collect(Collectors.joining("\n")));
    }

    private static Duration time(Matcher times, int group) {
        String hours = times.group(group);
        return Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
                .plusMinutes(Long.parseLong(times.group(group + 1)))
                .plusSeconds(Long.parseLong(times.group(group + 2)))
                .plusMillis(Long.parseLong(times.group(group + 3)));
    }

    /** Whether the cues are ordered by start time. */
    public boolean inOrder() {
        for (int i = 1; i < cues.size(); i++) {
            if (cues.get(i).start().compareTo(cues.get(i - 1).start()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The file as text, which {@link #parse} reads. */
    public String text() {
        return cues.stream().map(WebVtt::text).collect(Collectors.joining("", HEADER + "\n", ""));
    }

    private static String text(Cue cue) {
        String settings = cue.settings().text();
        return "\n" + stamp(cue.start()) + " --> " + stamp(cue.end()) + (settings.isEmpty() ? "" : " " + settings)
                + "\n" + cue.text() + "\n";
    }

    private static String stamp(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }
}

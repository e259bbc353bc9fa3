package dev.renditions.captions.cue;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of SubRip and WebVTT with the times of a cue. Immutable.
 *
 * @param start when it appears
 * @param end when it disappears
 * @param rest the rest of the line; may be empty
 */
public record CueTimes(Duration start, Duration end, String rest) {
    private static final String STAMP = "(?:(\\d{1,6}):)?([0-5]\\d):([0-5]\\d)[.,](\\d{3})";
    private static final Pattern FORM = Pattern.compile("\\s*" + STAMP + "\\s*-->\\s*" + STAMP + "(?:\\s+(.*))?");

    /** Parses a line; empty if it has another form. */
    public static Optional<CueTimes> parse(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            return Optional.empty();
        }
        String rest = form.group(9) == null ? "" : form.group(9);
        return Optional.of(new CueTimes(time(form, 1), time(form, 5), rest));
    }

    private static Duration time(Matcher form, int group) {
        String hours = form.group(group);
        return Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
                .plusMinutes(Long.parseLong(form.group(group + 1)))
                .plusSeconds(Long.parseLong(form.group(group + 2)))
                .plusMillis(Long.parseLong(form.group(group + 3)));
    }
}

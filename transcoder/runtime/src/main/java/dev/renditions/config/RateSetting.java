package dev.renditions.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate limit. Immutable.
 *
 * @param calls calls in a window, more than 0
 * @param window the length of a window: whole seconds, from one second to 30 days
 */
public record RateSetting(long calls, Duration window) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/(\\S+)");
    private static final Duration LONGEST = Duration.ofDays(30);

    /**
     * Parses {@code 600/1m}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static RateSetting parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate; write 600/1m for 600 calls in a minute");
        }
        Duration window = SettingsReader.duration(parts.group(2));
        if (!window.equals(Duration.ofSeconds(window.toSeconds())) || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate; its window must be whole seconds from 1s to 720h");
        }
        return new RateSetting(Long.parseLong(parts.group(1)), window);
    }
}

package dev.renditions.media;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A percentage from 0 to 100 with at most two decimals, as in WebVTT. Immutable.
 *
 * @param hundredths the percentage times 100
 */
public record Percent(int hundredths) {
    private static final int MOST = 100 * 100;
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,2})\\d{0,20})?%");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is below 0 or above 100
     */
    public Percent {
        if (hundredths < 0 || hundredths > MOST) {
            throw new IllegalArgumentException("a percentage must be from 0 to 10000 hundredths, not " + hundredths);
        }
    }

    /** Rounds to a whole percentage; values out of range become 0 or 100. */
    public static Percent nearest(double value) {
        return new Percent(100 * (int) Math.round(Math.max(0, Math.min(100, value))));
    }

    /** Parses a percentage such as {@code 12.5%}; truncates further decimals. Empty if the text has another form. */
    public static Optional<Percent> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String decimals = form.group(2) == null ? "" : form.group(2);
        int hundredths = 100 * Integer.parseInt(form.group(1)) + Integer.parseInt((decimals + "00").substring(0, 2));
        return hundredths > MOST ? Optional.empty() : Optional.of(new Percent(hundredths));
    }

    /** The WebVTT form without trailing zeros, which {@link #parse} reads. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
    }
}

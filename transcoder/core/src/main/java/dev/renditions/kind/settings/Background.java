package dev.renditions.kind.settings;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The color that shows where a source is transparent. Immutable.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Background(int red, int green, int blue) {
    /** The default. */
    public static final Background WHITE = new Background(255, 255, 255);

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{6}");

    /**
     * Reads six hexadecimal digits of red, green and blue, such as {@code ffffff}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Background parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not six hexadecimal digits: " + hex);
        }
        int rgb = Integer.parseInt(hex, 16);
        return new Background(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** The form that {@link #parse} reads. */
    public String hex() {
        return String.format(Locale.ROOT, "%02x%02x%02x", red, green, blue);
    }

    /** Empty for the default, so that profiles that are older than this setting keep their fingerprints. */
    public Map<String, Object> settings() {
        return equals(WHITE) ? Map.of() : Map.of("background", hex());
    }
}

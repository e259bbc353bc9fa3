package dev.renditions.ffmpeg.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Language codes as BCP 47 requires them: the shortest code of a language. Media files mostly have three-letter codes even where
 * a two-letter code exists.
 */
public final class Languages {
    /** The bibliographic codes of ISO 639-2, which Java does not know. Matroska uses them. */
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
            Map.entry("alb", "sq"),
            Map.entry("arm", "hy"),
            Map.entry("baq", "eu"),
            Map.entry("bur", "my"),
            Map.entry("chi", "zh"),
            Map.entry("cze", "cs"),
            Map.entry("dut", "nl"),
            Map.entry("fre", "fr"),
            Map.entry("geo", "ka"),
            Map.entry("ger", "de"),
            Map.entry("gre", "el"),
            Map.entry("ice", "is"),
            Map.entry("mac", "mk"),
            Map.entry("mao", "mi"),
            Map.entry("may", "ms"),
            Map.entry("per", "fa"),
            Map.entry("rum", "ro"),
            Map.entry("slo", "sk"),
            Map.entry("tib", "bo"),
            Map.entry("wel", "cy"));

    private static final Map<String, String> SHORTEST = shortest();

    private Languages() {}

    /** The shortest code for the same language; the same code if there is none. */
    public static String shortest(String code) {
        return SHORTEST.getOrDefault(code, code);
    }

    private static Map<String, String> shortest() {
        Map<String, String> codes = new HashMap<>(BIBLIOGRAPHIC);
        for (String two : Locale.getISOLanguages()) {
            Locale language = Locale.forLanguageTag(two);
            // Some languages have an obsolete two-letter code; the tag has the current one.
            codes.put(language.getISO3Language(), language.toLanguageTag());
        }
        return Map.copyOf(codes);
    }
}

package dev.renditions.ffmpeg.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Codes of languages as BCP 47 wants them: as short as can be. Files mostly have three letters where two exist. */
public final class Languages {
    /** The codes of ISO 639-2 that libraries use, which Java does not know. Matroska has them. */
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
            // Some have an old code of two letters beside the one that counts.
            codes.put(language.getISO3Language(), language.toLanguageTag());
        }
        return Map.copyOf(codes);
    }
}

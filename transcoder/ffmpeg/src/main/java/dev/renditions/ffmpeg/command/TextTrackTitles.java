package dev.renditions.ffmpeg.command;

import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.TextFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names for text tracks, made from their languages and flags. The titles in the source are not used, since uploaders can write
 * anything there.
 */
public final class TextTrackTitles {
    private TextTrackTitles() {}

    /** Distinct names for the menu of a player, such as {@code English (forced)} and {@code English (forced) 2}. */
    public static List<String> inMenus(List<TextTrack> tracks) {
        Map<String, Integer> used = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (TextTrack track : tracks) {
            String name = ofLanguage(track.language(), "Subtitles") + inParentheses(track.flags());
            int count = used.merge(name, 1, Integer::sum);
            names.add(count == 1 ? name : name + " " + count);
        }
        return names;
    }

    /** A part of a file name, such as {@code -en-forced}; empty if neither language nor flags are known. */
    public static String inFiles(TextTrack track) {
        return Stream.of(
                        track.language(),
                        track.flags().hearingImpaired() ? "sdh" : "",
                        track.flags().forced() ? "forced" : "")
                .filter(part -> !part.isEmpty())
                .map(part -> "-" + part)
                .collect(Collectors.joining());
    }

    /** The name of a language in English. */
    public static String ofLanguage(String language, String ifUnknown) {
        return language.isEmpty() ? ifUnknown : Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
    }

    private static String inParentheses(TextFlags flags) {
        String kind = Stream.of(flags.hearingImpaired() ? "SDH" : "", flags.forced() ? "forced" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return kind.isEmpty() ? "" : " (" + kind + ")";
    }
}

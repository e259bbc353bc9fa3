package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * One entry of a player's menu of subtitles. Immutable.
 *
 * @param kind {@code subtitles}, or {@code captions} for those with sounds and speakers
 * @param label the text in the menu
 * @param language the language that the track states
 * @param shown whether it is shown by default
 * @param cues its cues: times, place, text
 */
public record ListedSubtitles(String kind, String label, String language, boolean shown, List<String> cues) {
    /** Copies the list. */
    public ListedSubtitles {
        cues = List.copyOf(cues);
    }

    /** Reads the response of the page. */
    static ListedSubtitles of(Map<?, ?> track) {
        return new ListedSubtitles(
                String.valueOf(track.get("kind")),
                String.valueOf(track.get("label")),
                String.valueOf(track.get("language")),
                (Boolean) track.get("shown"),
                ((List<?>) track.get("cues")).stream().map(String::valueOf).toList());
    }
}

package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * What hls.js did with a package of several audio tracks. Immutable.
 *
 * @param codecs the video and audio codec of variants that the browser plays
 * @param first the name of the audio track that it plays by default
 * @param listed its menu of audio tracks: name, language, group and whether it is the default
 * @param heard the tone of each chosen track, in hertz
 * @param end the time at which it ended, in seconds
 * @param reports errors that hls.js recovered from
 */
public record PlayedSounds(
        List<String> codecs, String first, List<String> listed, List<Long> heard, double end, List<String> reports) {
    /** Copies the lists. */
    public PlayedSounds {
        codecs = List.copyOf(codecs);
        listed = List.copyOf(listed);
        heard = List.copyOf(heard);
        reports = List.copyOf(reports);
    }

    /** Reads the response of the page. */
    static PlayedSounds of(Map<?, ?> seen) {
        return new PlayedSounds(
                texts(seen.get("codecs")),
                String.valueOf(seen.get("first")),
                texts(seen.get("listed")),
                ((List<?>) seen.get("heard"))
                        .stream().map(hertz -> ((Number) hertz).longValue()).toList(),
                ((Number) seen.get("end")).doubleValue(),
                texts(seen.get("reports")));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}

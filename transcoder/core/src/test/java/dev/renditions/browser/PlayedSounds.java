package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * What a player did with a package of several audio tracks. Immutable.
 *
 * @param first the name of the audio track that it plays by default
 * @param listed the names in its menu of audio tracks
 * @param heard the tone of each chosen track, in hertz
 * @param end the time at which it ended, in seconds
 */
record PlayedSounds(String first, List<String> listed, List<Long> heard, double end) {
    /** Copies the lists. */
    PlayedSounds {
        listed = List.copyOf(listed);
        heard = List.copyOf(heard);
    }

    /** Reads the response of the page. */
    static PlayedSounds of(Map<?, ?> seen) {
        return new PlayedSounds(
                String.valueOf(seen.get("first")),
                ((List<?>) seen.get("listed")).stream().map(String::valueOf).toList(),
                ((List<?>) seen.get("heard"))
                        .stream().map(hertz -> ((Number) hertz).longValue()).toList(),
                ((Number) seen.get("end")).doubleValue());
    }
}

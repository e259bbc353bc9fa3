package dev.renditions.service.analysis;

import dev.renditions.media.AudioLoudness;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The members of the loudness of a content. */
record LoudnessJson(Map<String, Track> tracks) {
    static LoudnessJson of(Map<String, AudioLoudness> measured) {
        return new LoudnessJson(mapped(measured, Track::of));
    }

    Map<String, AudioLoudness> measured() {
        return Map.copyOf(mapped(tracks, Track::loudness));
    }

    private static <V, W> Map<String, W> mapped(Map<String, V> map, Function<V, W> function) {
        Map<String, W> mapped = new TreeMap<>();
        map.forEach((key, value) -> mapped.put(key, function.apply(value)));
        return mapped;
    }

    /** The peak of silence is minus infinity, which JSON has no number for. */
    record Track(String integratedLufs, String truePeakDb) {
        static Track of(AudioLoudness loudness) {
            return new Track(Double.toString(loudness.integratedLufs()), Double.toString(loudness.truePeakDb()));
        }

        AudioLoudness loudness() {
            return new AudioLoudness(Double.parseDouble(integratedLufs), Double.parseDouble(truePeakDb));
        }
    }
}

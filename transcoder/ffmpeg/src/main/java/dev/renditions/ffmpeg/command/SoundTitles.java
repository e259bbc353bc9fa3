package dev.renditions.ffmpeg.command;

import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.packaging.AudioPurpose;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Names for audio tracks, made from their languages and purposes, and not from the titles of the source, as those of text are. */
public final class SoundTitles {
    private SoundTitles() {}

    /**
     * Names for the menu of a player, such as {@code English} and {@code English 2}. Tracks of the same audio have the same name,
     * all others have different ones.
     */
    public static List<String> inMenus(List<AudioTrackPlan> tracks) {
        Map<AudioInput, String> names = new LinkedHashMap<>();
        Map<String, Integer> used = new HashMap<>();
        for (AudioTrackPlan track : tracks) {
            names.computeIfAbsent(track.input(), input -> {
                String name = TextTrackTitles.ofLanguage(track.language(), "Audio") + inParentheses(track.purpose());
                int count = used.merge(name, 1, Integer::sum);
                return count == 1 ? name : name + " " + count;
            });
        }
        return tracks.stream()
                .map(track -> Objects.requireNonNull(names.get(track.input())))
                .toList();
    }

    private static String inParentheses(AudioPurpose purpose) {
        return switch (purpose) {
            case PROGRAM -> "";
            case COMMENTARY -> " (commentary)";
            case DESCRIPTION -> " (audio description)";
        };
    }
}

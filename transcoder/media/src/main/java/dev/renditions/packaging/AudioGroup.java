package dev.renditions.packaging;

import dev.renditions.packaging.PackageContents.Sound;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.Channels;
import io.lindstrom.m3u8.model.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The audio tracks that play with a variant of the master playlist: one codec and channel count in all languages, as
 * Apple recommends. Audio that does not exist with this channel count is a member with the closest one, since all
 * groups must have the same members (RFC 8216, 4.3.4.1.1) and a player would change the language otherwise.
 * Immutable.
 *
 * @param id the GROUP-ID
 * @param members one for each name; in each language, the most general first
 */
record AudioGroup(String id, List<Sound> members) {
    private static final String ONLY = "audio";
    private static final String AAC = "mp4a";

    /** The encoding that a group is for. */
    private record Encoding(String family, int channels) {
        static Encoding of(Sound sound) {
            // Mono is in the group of stereo: every device plays both.
            return new Encoding(
                    sound.sound().family(), Math.max(2, sound.sound().channels()));
        }

        String id() {
            return ONLY + "-" + (family.equals(AAC) ? "aac" : family.replace("-", "")) + "-" + channels;
        }
    }

    /**
     * The groups of a package: stereo before other channel counts and AAC before other codecs, so the group that every
     * device plays is first. There are several only if some audio exists in several encodings.
     *
     * @param sounds all audio tracks
     * @throws IllegalArgumentException if two tracks of the same name differ in language or purpose, or don't differ in
     *     their encoding, or if some audio does not exist in each codec
     */
    static List<AudioGroup> of(List<Sound> sounds) {
        requireDistinct(sounds);
        List<Sound> names = names(sounds);
        requireEachCodec(sounds, names);
        Map<List<Sound>, String> ids = new LinkedHashMap<>();
        // Encodings with the same tracks are one group, with the name of the last, which has the most channels.
        sounds.stream()
                .map(Encoding::of)
                .distinct()
                .sorted(Comparator.comparingInt(Encoding::channels)
                        .thenComparing(encoding -> !encoding.family().equals(AAC)))
                .forEach(encoding -> ids.put(
                        names.stream()
                                .map(name -> closest(sounds, name, encoding))
                                .toList(),
                        encoding.id()));
        return ids.entrySet().stream()
                .map(group -> new AudioGroup(ids.size() == 1 ? ONLY : group.getValue(), group.getKey()))
                .toList();
    }

    /**
     * No group mixes codecs: a player decides by CODECS whether it can play a group, and Shaka Player offers each member
     * if it can play one of them.
     */
    private static void requireEachCodec(List<Sound> sounds, List<Sound> names) {
        for (Sound name : names) {
            for (Sound other : sounds) {
                boolean exists = sounds.stream()
                        .filter(sound -> sound.track().same(name.track()))
                        .anyMatch(sound ->
                                sound.sound().family().equals(other.sound().family()));
                if (!exists) {
                    throw new IllegalArgumentException(name.track().file() + ": this audio must exist in "
                            + other.sound().family() + " too, as "
                            + other.track().file() + " does");
                }
            }
        }
    }

    private static void requireDistinct(List<Sound> sounds) {
        for (Sound one : sounds) {
            for (Sound other : sounds) {
                boolean same = !one.equals(other) && one.track().same(other.track());
                if (same
                        && (!one.track().language().equals(other.track().language())
                                || one.track().purpose() != other.track().purpose()
                                || Encoding.of(one).equals(Encoding.of(other)))) {
                    throw new IllegalArgumentException("audio tracks of the same name have the same language and"
                            + " purpose, and another encoding: "
                            + one.track().file() + ", " + other.track().file());
                }
            }
        }
    }

    /** One track for each name, in the order of languages, and in each language the most general first (Apple 9.17). */
    private static List<Sound> names(List<Sound> sounds) {
        List<String> languages = sounds.stream()
                .map(sound -> sound.track().language())
                .distinct()
                .toList();
        List<Sound> names = new ArrayList<>();
        sounds.stream()
                .sorted(Comparator.comparing(
                                (Sound sound) -> languages.indexOf(sound.track().language()))
                        .thenComparing(sound -> sound.track().purpose()))
                .filter(sound -> names.stream().noneMatch(name -> name.track().same(sound.track())))
                .forEach(names::add);
        return names;
    }

    /** The track of some audio in the codec of a group, with the most channels of those that the group has. */
    private static Sound closest(List<Sound> sounds, Sound name, Encoding wanted) {
        Comparator<Encoding> order = Comparator.comparing(
                        (Encoding encoding) -> Math.max(0, encoding.channels() - wanted.channels()))
                .thenComparing(Encoding::channels, Comparator.reverseOrder());
        return sounds.stream()
                .filter(sound -> sound.track().same(name.track()))
                .filter(sound -> sound.sound().family().equals(wanted.family()))
                .min(Comparator.comparing(Encoding::of, order))
                .orElseThrow();
    }

    /** The audio that plays if the viewer chooses none: the first of the program, or the first of all. */
    static Sound main(List<Sound> sounds) {
        return sounds.stream()
                .filter(sound -> sound.track().purpose() == AudioPurpose.PROGRAM)
                .findFirst()
                .orElse(sounds.get(0));
    }

    /** One for each member, in their order. */
    List<AlternativeRendition> renditions(Track.Audio main) {
        return members.stream().map(member -> rendition(member, main)).toList();
    }

    private AlternativeRendition rendition(Sound sound, Track.Audio main) {
        Track.Audio track = sound.track();
        return AlternativeRendition.builder()
                .type(MediaType.AUDIO)
                .groupId(id)
                .name(track.name())
                .language(track.language())
                .defaultRendition(track.same(main))
                .autoSelect(track.same(main) || autoSelected(track, main))
                .addAllCharacteristics(
                        track.purpose() == AudioPurpose.DESCRIPTION ? List.of(AudioPurpose.DESCRIBES_VIDEO) : List.of())
                .channels(Channels.of(sound.sound().channels()))
                .uri(MediaPlaylists.name(track))
                .build();
    }

    /**
     * Whether players may select a track by themselves. Apple requires it for descriptions (2.13). Of the program, at
     * most one of each language may have it (RFC 8216, 4.3.4.1.1).
     */
    private boolean autoSelected(Track.Audio track, Track.Audio main) {
        return switch (track.purpose()) {
            case COMMENTARY -> false;
            case DESCRIPTION -> true;
            case PROGRAM ->
                !track.language().equals(main.language())
                        && members.stream()
                                .map(Sound::track)
                                .filter(other -> other.purpose() == AudioPurpose.PROGRAM)
                                .filter(other -> other.language().equals(track.language()))
                                .findFirst()
                                .filter(track::same)
                                .isPresent();
        };
    }
}

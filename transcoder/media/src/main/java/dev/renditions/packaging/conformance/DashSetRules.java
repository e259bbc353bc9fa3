package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.FragmentTimes;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.descriptor.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the adaptation sets of a DASH manifest: a player switches within a set, and chooses between sets by what is
 * said of them.
 */
final class DashSetRules {
    private static final String SETS = "ISO/IEC 23009-1, 5.3.3.1";
    private static final String ROLES = "ISO/IEC 23009-1, 5.8.4.2";
    private static final String VIDEO = "video/mp4";
    private static final String AUDIO = "audio/mp4";
    private static final String SWITCHING = "urn:mpeg:dash:adaptation-set-switching:2016";
    private static final String TRICK_MODE = "http://dashif.org/guidelines/trickmode";
    private static final String CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
    private static final String DOLBY_CHANNELS = "tag:dolby.com,2014:dash:audio_channel_configuration:2011";
    private static final String EIGHT_CHANNELS = "7";

    private final String name;
    private final PackageFiles files;
    private final Violations violations;

    DashSetRules(String name, PackageFiles files, Violations violations) {
        this.name = name;
        this.files = files;
        this.violations = violations;
    }

    /** Checks all sets of a period.
     *
     * @param languages languages of audio tracks in the HLS playlists, by the names of their files; empty if unknown
     */
    void check(List<AdaptationSet> sets, Map<String, String> languages) throws IOException {
        Map<String, Set<String>> families = new LinkedHashMap<>();
        for (AdaptationSet set : sets) {
            Set<String> own =
                    set.getRepresentations().stream().map(DashSetRules::family).collect(Collectors.toSet());
            require(own.size() <= 1, SETS, "the set " + set.getId() + " has several codecs: " + own);
            families.put(String.valueOf(set.getId()), own);
        }
        for (AdaptationSet set : sets) {
            String id = String.valueOf(set.getId());
            refers(set, set.getSupplementalProperties(), SWITCHING, "ISO/IEC 23009-1, 5.3.3.5", families);
            refers(set, set.getEssentialProperties(), TRICK_MODE, "DASH-IF IOP, 3.2.9", families);
            aligned(set);
            if (AUDIO.equals(set.getMimeType())) {
                require(set.getLang() != null, "ISO/IEC 23009-1, 5.3.3.2", "the audio set " + id + " has no lang");
                for (Representation representation : set.getRepresentations()) {
                    audio(set, representation, languages);
                }
            }
        }
        together(sets.stream().filter(set -> AUDIO.equals(set.getMimeType())).toList());
    }

    /** The sample entry type of a representation, such as {@code avc1}. */
    private static String family(Representation representation) {
        return Objects.requireNonNullElse(representation.getCodecs(), "").split("\\.", 2)[0];
    }

    /** A property that names other sets names those of the same codec. */
    private void refers(
            AdaptationSet set,
            @Nullable List<? extends Descriptor> properties,
            String scheme,
            String clause,
            Map<String, Set<String>> families) {
        for (String value : values(properties, scheme)) {
            for (String other : value.trim().split("[ ,]+", -1)) {
                Set<String> own = families.getOrDefault(String.valueOf(set.getId()), Set.of());
                boolean same = own.equals(families.get(other));
                require(same, clause, "the set " + set.getId() + " refers to " + other + ", which has another codec");
            }
        }
    }

    /** All tracks of a set have fragments at the same times, as {@code subsegmentAlignment} says. */
    private void aligned(AdaptationSet set) throws IOException {
        List<TrackFile> tracks = new ArrayList<>();
        for (Representation representation : set.getRepresentations()) {
            Optional<String> file = VIDEO.equals(set.getMimeType()) ? DashRules.file(representation) : Optional.empty();
            Optional<TrackFile> track = file.isPresent() ? files.track(file.get()) : Optional.empty();
            track.ifPresent(tracks::add);
        }
        for (TrackFile track : tracks) {
            boolean same = FragmentTimes.of(track).like(FragmentTimes.of(tracks.get(0)));
            require(
                    same,
                    "ISO/IEC 23009-1, 5.3.3.2",
                    track.name() + ": its fragments are not at the times of those of "
                            + tracks.get(0).name());
        }
    }

    private void audio(AdaptationSet set, Representation representation, Map<String, String> languages)
            throws IOException {
        Optional<String> file = DashRules.file(representation);
        Optional<TrackFile> track = file.isPresent() ? files.track(file.get()) : Optional.empty();
        if (track.isEmpty() || !(track.get().header().entry() instanceof SampleEntry.Sound sound)) {
            require(track.isEmpty(), "ISO/IEC 23009-1, 5.3.7.2", file.orElse("") + " is not audio");
            return;
        }
        String wanted = channels(sound);
        boolean counted = described(set.getAudioChannelConfigurations()).contains(wanted);
        require(counted, "ISO/IEC 23009-1, 5.8.4.7", track.get().name() + ": its channels are not " + wanted);
        boolean sampled =
                Integer.toString(sound.sampleRate()).equals(String.valueOf(representation.getAudioSamplingRate()));
        require(
                sampled,
                "ISO/IEC 23009-1, 5.3.7.2",
                track.get().name() + ": audioSamplingRate is not " + sound.sampleRate());
        String language = languages.get(track.get().name());
        boolean spoken = language == null || language.equals(set.getLang());
        require(
                spoken,
                "ISO/IEC 23009-1, 5.3.3.2",
                track.get().name() + ": lang is " + set.getLang() + ", LANGUAGE in the playlist " + language);
    }

    private static String channels(SampleEntry.Sound sound) {
        if (sound.speakers() != 0) {
            return DOLBY_CHANNELS + "=" + String.format(Locale.ROOT, "%04X", sound.speakers());
        }
        return CHANNELS + "=" + (sound.channels() == 8 ? EIGHT_CHANNELS : sound.channels());
    }

    /** One audio is main, in one encoding or several, and no two sets look alike. */
    private void together(List<AdaptationSet> sets) {
        Set<List<Object>> main = new HashSet<>();
        Set<List<Object>> seen = new HashSet<>();
        for (AdaptationSet set : sets) {
            List<Object> audio = List.of(String.valueOf(set.getLang()), labels(set));
            List<String> roles = described(set.getRoles());
            if (roles.stream().anyMatch(role -> role.endsWith("=main"))) {
                main.add(audio);
            }
            boolean distinct = seen.add(List.of(
                    audio,
                    roles,
                    described(set.getAudioChannelConfigurations()),
                    set.getRepresentations().stream().map(DashSetRules::family).toList()));
            require(distinct, SETS, "the audio set " + set.getId() + " looks like another");
        }
        require(main.size() == (sets.isEmpty() ? 0 : 1), ROLES, main.size() + " main audio tracks instead of one");
    }

    private static List<String> labels(AdaptationSet set) {
        return Objects.requireNonNullElse(set.getLabels(), List.of());
    }

    private static List<String> values(@Nullable List<? extends Descriptor> properties, String scheme) {
        List<? extends Descriptor> all = Objects.requireNonNullElse(properties, List.of());
        return all.stream()
                .filter(property -> scheme.equals(property.getSchemeIdUri()))
                .map(property -> Objects.requireNonNullElse(property.getValue(), ""))
                .toList();
    }

    private static List<String> described(@Nullable List<? extends Descriptor> properties) {
        List<? extends Descriptor> all = Objects.requireNonNullElse(properties, List.of());
        return all.stream()
                .map(property -> property.getSchemeIdUri() + "=" + property.getValue())
                .toList();
    }

    private void require(boolean well, String clause, String what) {
        violations.require(well, clause, name, what);
    }
}

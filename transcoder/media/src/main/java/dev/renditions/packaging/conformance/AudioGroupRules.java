package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.packaging.AudioPurpose;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.Variant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules for audio groups. {@code Apple, audio groups} is the section "Audio rendition groups and variants" in the
 * appendixes of Apple's specification.
 */
final class AudioGroupRules {
    private static final String APPENDIX = "Apple, audio groups";
    private static final String MEMBERS = "RFC 8216, 4.3.4.1.1";
    private static final int STEREO = 2;

    private final String name;
    private final MasterPlaylist master;
    private final Violations violations;

    AudioGroupRules(String name, MasterPlaylist master, Violations violations) {
        this.name = name;
        this.master = master;
        this.violations = violations;
    }

    /** What the members of the same name in other groups must have in common. */
    private record Alike(
            String name,
            Optional<String> language,
            boolean isDefault,
            boolean isSelected,
            List<String> characteristics) {
        static Alike of(AlternativeRendition rendition) {
            return new Alike(
                    rendition.name(),
                    rendition.language(),
                    GroupRules.isDefault(rendition),
                    GroupRules.isSelected(rendition),
                    rendition.characteristics());
        }
    }

    /** Every group has the same members, and every variant exists with each of them. */
    void check(List<AlternativeRendition> renditions) {
        Map<String, List<AlternativeRendition>> groups = renditions.stream()
                .collect(Collectors.groupingBy(AlternativeRendition::groupId, LinkedHashMap::new, Collectors.toList()));
        groups.forEach(this::members);
        variants(groups.keySet());
        Optional<List<AlternativeRendition>> first = groups.values().stream().findFirst();
        groups.forEach((id, members) -> require(
                alike(members).equals(alike(first.orElseThrow())),
                MEMBERS,
                "the members of " + id + " differ from those of the first group"));
    }

    private static Set<Alike> alike(List<AlternativeRendition> members) {
        return members.stream().map(Alike::of).collect(Collectors.toSet());
    }

    private void members(String id, List<AlternativeRendition> members) {
        long names = members.stream().map(AlternativeRendition::name).distinct().count();
        require(names == members.size(), MEMBERS, "two members of " + id + " have the same NAME");
        long defaults = members.stream().filter(GroupRules::isDefault).count();
        require(defaults == 1, MEMBERS, defaults + " default audio renditions in " + id);
        Set<Optional<String>> selected = new HashSet<>();
        Set<Optional<String>> described = new HashSet<>();
        for (AlternativeRendition member : members) {
            boolean general = member.characteristics().isEmpty();
            boolean distinct = !general || !GroupRules.isSelected(member) || selected.add(member.language());
            require(distinct, MEMBERS, member.name() + " is AUTOSELECT like another of its language");
            boolean ordered = !general || !described.contains(member.language());
            require(ordered, "Apple 9.17", member.name() + " is behind a more specific rendition of its language");
            if (!general) {
                described.add(member.language());
            }
            boolean chosen =
                    !member.characteristics().contains(AudioPurpose.DESCRIBES_VIDEO) || GroupRules.isSelected(member);
            require(chosen, "Apple 2.13", member.name() + " describes the video but is not AUTOSELECT");
        }
    }

    private void variants(Set<String> groups) {
        Map<String, Set<String>> played = new LinkedHashMap<>();
        for (Variant variant : master.variants()) {
            boolean known = variant.audio().map(groups::contains).orElse(groups.isEmpty());
            require(
                    known,
                    "Apple 8.9",
                    variant.uri() + ": no audio group "
                            + variant.audio().orElse("is named").trim());
            boolean once = played.computeIfAbsent(variant.uri(), uri -> new LinkedHashSet<>())
                    .add(variant.audio().orElse(""));
            require(once, APPENDIX, variant.uri() + " is a variant twice with the same audio group");
        }
        played.forEach((uri, names) ->
                require(names.containsAll(groups), APPENDIX, uri + " is not a variant with each audio group"));
    }

    /** Each group has one codec. Every device plays the group of the first variant: stereo, or mono, in AAC. */
    void media(Map<String, List<ParsedPlaylist>> groups) {
        groups.forEach((id, members) -> {
            Set<String> codecs = members.stream()
                    .map(member -> member.track().header().entry().family())
                    .collect(Collectors.toSet());
            require(codecs.size() == 1, APPENDIX, id + " has several codecs: " + codecs);
        });
        String first = master.variants().get(0).audio().orElse("");
        for (ParsedPlaylist playlist : groups.getOrDefault(first, List.of())) {
            if (playlist.track().header().entry() instanceof SampleEntry.Sound sound) {
                boolean plain = sound.family().equals("mp4a") && sound.channels() <= STEREO;
                violations.require(
                        plain,
                        "Apple 2.3",
                        playlist.name(),
                        "the first audio group has " + sound.codec() + " with " + sound.channels()
                                + " channels, not stereo in AAC");
            }
        }
    }

    private void require(boolean well, String clause, String what) {
        violations.require(well, clause, name, what);
    }
}

package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.packaging.SubtitleGroup;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.Channels;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaType;
import io.lindstrom.m3u8.model.Variant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for the audio and subtitle groups of the master playlist. */
final class GroupRules {
    private final String name;
    private final MasterPlaylist master;
    private final Violations violations;

    GroupRules(String name, MasterPlaylist master, Violations violations) {
        this.name = name;
        this.master = master;
        this.violations = violations;
    }

    /** Every group is complete and referenced by variants, and every reference exists. */
    void check() {
        for (AlternativeRendition rendition : master.alternativeRenditions()) {
            require(rendition.language().isPresent(), "Apple 8.10", rendition.name() + " has no LANGUAGE");
            require(rendition.uri().isPresent(), "RFC 8216, 4.3.4.1", rendition.name() + " has no URI");
            boolean chosen = !isDefault(rendition) || isSelected(rendition);
            require(chosen, "RFC 8216, 4.3.4.1", rendition.name() + " is the default but not AUTOSELECT");
        }
        new AudioGroupRules(name, master, violations).check(of(MediaType.AUDIO));
        subtitleGroup();
        subtitles();
    }

    private void subtitles() {
        List<AlternativeRendition> all = of(MediaType.SUBTITLES);
        long defaults = all.stream().filter(GroupRules::isDefault).count();
        require(defaults <= 1, "RFC 8216, 4.3.4.1.1", defaults + " default subtitles");
        Set<String> selected = new HashSet<>();
        for (AlternativeRendition text : all) {
            String title = text.name();
            if (text.forced().orElse(false)) {
                require(isSelected(text), "Apple 5.11", title + " is forced but not AUTOSELECT");
            } else if (text.characteristics().isEmpty()) {
                boolean first =
                        !isSelected(text) || selected.add(text.language().orElse(""));
                require(first, "RFC 8216, 4.3.4.1.1", title + " is AUTOSELECT like another of its language");
            } else {
                boolean whole = text.characteristics().containsAll(SubtitleGroup.ACCESSIBLE);
                require(whole, "Apple 4.5", title + " lacks a characteristic of accessible subtitles");
                require(isSelected(text), "Apple 4.6", title + " is accessible but not AUTOSELECT");
            }
        }
    }

    static boolean isDefault(AlternativeRendition rendition) {
        return rendition.defaultRendition().orElse(false);
    }

    static boolean isSelected(AlternativeRendition rendition) {
        return rendition.autoSelect().orElse(false);
    }

    /** The number of channels matches the media. */
    void channels(AlternativeRendition rendition, ParsedPlaylist parsed) {
        Optional<Integer> said = rendition.channels().map(Channels::count);
        if (parsed.track().header().entry() instanceof SampleEntry.Sound sound) {
            require(
                    said.equals(Optional.of(sound.channels())),
                    "RFC 8216, 4.3.4.1",
                    rendition.name() + ": CHANNELS is not " + sound.channels() + " as in the media");
        } else {
            require(false, "Apple 8.9", rendition.name() + " is not audio");
        }
    }

    /** All renditions of a kind. */
    List<AlternativeRendition> of(MediaType type) {
        return master.alternativeRenditions().stream()
                .filter(rendition -> rendition.type() == type)
                .toList();
    }

    private void subtitleGroup() {
        List<AlternativeRendition> renditions = of(MediaType.SUBTITLES);
        List<String> groups = renditions.stream()
                .map(AlternativeRendition::groupId)
                .distinct()
                .toList();
        require(groups.size() <= 1, "Apple 8.9", groups.size() + " groups of SUBTITLES instead of one");
        long names =
                renditions.stream().map(AlternativeRendition::name).distinct().count();
        require(names == renditions.size(), "RFC 8216, 4.3.4.1.1", "two renditions of SUBTITLES have the same NAME");
        Optional<String> only = groups.stream().findFirst();
        String astray = master.variants().stream()
                .filter(variant -> !variant.subtitles().equals(only))
                .map(Variant::uri)
                .collect(Collectors.joining(", "));
        require(astray.isEmpty(), "Apple 8.9", astray + ": the group of SUBTITLES is not " + only.orElse("absent"));
    }

    private void require(boolean well, String clause, String what) {
        violations.require(well, clause, name, what);
    }
}

package dev.renditions.packaging.conformance;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.MediaType;
import io.lindstrom.m3u8.model.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules for a multivariant playlist, all playlists it refers to, and their tracks. Use one instance per playlist. */
final class MultivariantRules {
    /** Twenty times the number of a large ladder. */
    private static final int MAX_PLAYLISTS = 500;

    private final String name;
    private final MasterPlaylist master;
    private final Optional<Duration> segment;
    private final PackageFiles files;
    private final Violations violations;

    MultivariantRules(
            String name, MasterPlaylist master, Optional<Duration> segment, PackageFiles files, Violations violations) {
        this.name = name;
        this.master = master;
        this.segment = segment;
        this.files = files;
        this.violations = violations;
    }

    /** Checks the playlist; returns what it plays, or empty if no variant is readable. */
    Optional<PlayedFiles> check() throws IOException {
        violations.require(master.independentSegments(), "Apple 9.11", name, "no EXT-X-INDEPENDENT-SEGMENTS");
        int named = master.variants().size()
                + master.iFrameVariants().size()
                + master.alternativeRenditions().size();
        if (named > MAX_PLAYLISTS) {
            violations.add(PackageFiles.LIMIT, name, "it refers to more than " + MAX_PLAYLISTS + " playlists");
            return Optional.empty();
        }
        if (master.variants().isEmpty()) {
            violations.add("RFC 8216, 4.3.4.2", name, "no variants");
            return Optional.empty();
        }
        GroupRules groups = new GroupRules(name, master, violations);
        groups.check();
        Map<String, List<ParsedPlaylist>> sounds = sounds(groups);
        new AudioGroupRules(name, master, violations).media(sounds);
        List<ParsedPlaylist> rungs = rungs(sounds);
        keyFrames(rungs);
        CrossVariantRules ladder = new CrossVariantRules(violations);
        ladder.first(master.variants());
        ladder.shapes(name, master.variants());
        ladder.ranges(name, master.variants());
        Map<String, ParsedPlaylist> played = new LinkedHashMap<>();
        sounds.values().forEach(group -> group.forEach(sound -> played.put(sound.name(), sound)));
        return rungs.isEmpty()
                ? Optional.empty()
                : Optional.of(together(ladder, groups, rungs, List.copyOf(played.values())));
    }

    private PlayedFiles together(
            CrossVariantRules ladder, GroupRules groups, List<ParsedPlaylist> rungs, List<ParsedPlaylist> sounds)
            throws IOException {
        List<ParsedPlaylist> media = new ArrayList<>(rungs);
        media.addAll(sounds);
        ladder.aligned(rungs);
        ladder.together(media);
        Duration length = rungs.get(0).length();
        Set<String> played = texts(groups, length);
        media.forEach(playlist -> played.add(playlist.track().name()));
        return new PlayedFiles(Set.copyOf(played), length, languages(groups));
    }

    /** The language of each audio track, by the name of its file. */
    private Map<String, String> languages(GroupRules groups) throws IOException {
        Map<String, String> languages = new HashMap<>();
        for (AlternativeRendition rendition : groups.of(MediaType.AUDIO)) {
            Optional<ParsedPlaylist> parsed = files.media(rendition.uri().orElse(""));
            parsed.ifPresent(playlist ->
                    languages.put(playlist.track().name(), rendition.language().orElse("")));
        }
        return Map.copyOf(languages);
    }

    /** The playlists of each audio group. A playlist that occurs in several groups is checked once. */
    private Map<String, List<ParsedPlaylist>> sounds(GroupRules groups) throws IOException {
        Map<String, List<ParsedPlaylist>> sounds = new LinkedHashMap<>();
        Set<String> checked = new HashSet<>();
        for (AlternativeRendition rendition : groups.of(MediaType.AUDIO)) {
            Optional<ParsedPlaylist> parsed = files.media(rendition.uri().orElse(""));
            if (parsed.isPresent()) {
                if (checked.add(parsed.get().name())) {
                    new MediaRules(parsed.get(), violations).segments(segment);
                }
                groups.channels(rendition, parsed.get());
                sounds.computeIfAbsent(rendition.groupId(), id -> new ArrayList<>())
                        .add(parsed.get());
            }
        }
        return sounds;
    }

    /** The playlists of all variants, each once. */
    private List<ParsedPlaylist> rungs(Map<String, List<ParsedPlaylist>> sounds) throws IOException {
        Map<String, ParsedPlaylist> rungs = new LinkedHashMap<>();
        Set<String> begun = new HashSet<>();
        for (Variant variant : master.variants()) {
            Optional<ParsedPlaylist> parsed = files.media(variant.uri());
            if (parsed.isPresent()) {
                List<ParsedPlaylist> played =
                        sounds.getOrDefault(variant.audio().orElse(""), List.of());
                new VariantRules(violations).variant(variant, parsed.get(), played);
                if (rungs.put(variant.uri(), parsed.get()) == null) {
                    rung(parsed.get(), begun);
                }
            }
        }
        return List.copyOf(rungs.values());
    }

    private void rung(ParsedPlaylist parsed, Set<String> begun) throws IOException {
        MediaRules rules = new MediaRules(parsed, violations);
        rules.segments(segment);
        boolean independent = master.independentSegments() || parsed.playlist().independentSegments();
        violations.require(independent, "Apple 9.12", parsed.name(), "no EXT-X-INDEPENDENT-SEGMENTS");
        String track = parsed.track().name();
        if (begun.add(track)) {
            rules.begins(files.path(track));
        }
    }

    private void keyFrames(List<ParsedPlaylist> rungs) throws IOException {
        Set<String> scrubbed = new HashSet<>();
        for (IFrameVariant variant : master.iFrameVariants()) {
            Optional<ParsedPlaylist> parsed = files.media(variant.uri());
            if (parsed.isPresent()) {
                new MediaRules(parsed.get(), violations).keyFrames();
                new VariantRules(violations).keyFrames(variant, parsed.get());
                scrubbed.add(parsed.get().track().name());
            }
        }
        for (ParsedPlaylist rung : rungs) {
            boolean has = scrubbed.contains(rung.track().name());
            violations.require(
                    has,
                    "Apple 6.1",
                    name,
                    "no I-frame playlist of " + rung.track().name());
        }
    }

    /** The files of all subtitles. A playlist that occurs twice is checked once. */
    private Set<String> texts(GroupRules groups, Duration length) throws IOException {
        Set<String> named = new HashSet<>();
        Set<String> checked = new HashSet<>();
        for (AlternativeRendition rendition : groups.of(MediaType.SUBTITLES)) {
            String uri = rendition.uri().orElse("");
            Optional<String> text = checked.add(uri) ? files.text(uri) : Optional.empty();
            Optional<MediaPlaylist> playlist = text.isEmpty() ? Optional.empty() : files.playlist(uri, text.get());
            if (playlist.isPresent()) {
                new TextRules(files, violations).check(uri, playlist.get(), Optional.of(length));
                playlist.get().mediaSegments().stream().map(MediaSegment::uri).forEach(named::add);
            }
        }
        return named;
    }
}

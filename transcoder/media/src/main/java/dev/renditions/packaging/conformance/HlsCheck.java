package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.IdrFrameCheck;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.packaging.PackagedFile;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.MediaType;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.mpd.data.MPD;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a package back from the disk and holds it against what was promised. The numbers are those of Apple's <i>HLS Authoring
 * Specification</i>, in its edition of 2023 and later:
 *
 * <ul>
 *   <li>variants: 1.26 AVERAGE-BANDWIDTH within 10 %, 1.27 BANDWIDTH within 10 %, 1.32 the first is the best of at most 2000 kbit/s,
 *       1.33 one shape
 *   <li>subtitles: 4.5 and 4.6 those for the hard of hearing, 5.2 WebVTT, 5.3 X-TIMESTAMP-MAP, 5.5 for the entirety of the
 *       content, 5.11 forced ones are selected by themselves
 *   <li>trick play: 6.1 I-frame playlists, here one for each rung, 6.8 EXT-X-I-FRAMES-ONLY, 6.10 with the {@code moof}
 *   <li>segments: 7.1 and 7.3 continuous in bytes and time, 7.4 they start with an IDR frame, here read from the samples
 *       themselves, 7.5 and 7.6 about as long as asked, 7.7 not over the target
 *   <li>media playlists: 8.1 exact durations, 8.2 one target duration, 8.3 and 8.7 the same length, 8.6 VOD, 8.9 separate
 *       audio declared, 8.10 LANGUAGE, 8.13 no breaks, 8.20 EXT-X-MAP, 8.22 rungs cut at the same times
 *   <li>the master playlist: 9.1 to 9.4 CODECS and RESOLUTION, both right, 9.11 and 9.12 EXT-X-INDEPENDENT-SEGMENTS, 9.13
 *       BANDWIDTH not below the measured peak, 9.14 AVERAGE-BANDWIDTH, 9.15 FRAME-RATE, 9.20 no variant without pictures
 * </ul>
 *
 * <p>Beside them: what RFC 8216 says of ranges, versions and groups, and what ISO/IEC 23009-1 says of the manifest of DASH.
 * Not checked is what only a server or an eye can show.
 */
public final class HlsCheck {
    private final Violations violations = new Violations();
    private final PackageFiles files;
    private final Duration segment;

    private HlsCheck(Path folder, Duration segment) {
        this.files = new PackageFiles(folder, violations);
        this.segment = segment;
    }

    /**
     * Checks a package.
     *
     * @param folder where all its files are
     * @param segment how long segments were to be
     * @return a sentence for each violation that was found, with the clause in front; empty if all is well
     * @throws IOException if a file that is there can't be read
     */
    public static List<String> check(Path folder, Duration segment) throws IOException {
        HlsCheck check = new HlsCheck(folder, segment);
        Optional<MasterPlaylist> master = check.files.master();
        if (master.isPresent()) {
            check.all(master.get());
        }
        return check.violations.all();
    }

    private void all(MasterPlaylist master) throws IOException {
        String name = PackagedFile.MASTER;
        violations.require(master.independentSegments(), "Apple 9.11", name, "no EXT-X-INDEPENDENT-SEGMENTS");
        if (master.variants().isEmpty()) {
            violations.add("RFC 8216, 4.3.4.2", name, "no variants");
            return;
        }
        GroupRules groups = new GroupRules(master, violations);
        groups.check();
        List<ParsedPlaylist> sounds = sounds(groups);
        List<ParsedPlaylist> rungs = rungs(master, sounds);
        keyFrames(master, rungs);
        CrossVariantRules ladder = new CrossVariantRules(violations);
        ladder.first(master.variants());
        ladder.shapes(master.variants());
        if (!rungs.isEmpty()) {
            List<ParsedPlaylist> media = new ArrayList<>(rungs);
            media.addAll(sounds);
            ladder.aligned(rungs);
            ladder.together(media);
            Set<String> named = texts(groups, rungs.get(0).length());
            media.forEach(playlist -> named.add(playlist.track().name()));
            dash(named, rungs.get(0).length());
        }
    }

    private List<ParsedPlaylist> sounds(GroupRules groups) throws IOException {
        List<ParsedPlaylist> sounds = new ArrayList<>();
        for (AlternativeRendition rendition : groups.of(MediaType.AUDIO)) {
            Optional<ParsedPlaylist> parsed = files.media(rendition.uri().orElse(""));
            if (parsed.isPresent()) {
                new MediaRules(parsed.get(), violations).segments(segment);
                groups.channels(rendition, parsed.get());
                sounds.add(parsed.get());
            }
        }
        return sounds;
    }

    private List<ParsedPlaylist> rungs(MasterPlaylist master, List<ParsedPlaylist> sounds) throws IOException {
        List<ParsedPlaylist> rungs = new ArrayList<>();
        for (Variant variant : master.variants()) {
            Optional<ParsedPlaylist> parsed = files.media(variant.uri());
            if (parsed.isPresent()) {
                new MediaRules(parsed.get(), violations).segments(segment);
                new VariantRules(violations).variant(variant, parsed.get(), sounds);
                boolean independent =
                        master.independentSegments() || parsed.get().playlist().independentSegments();
                violations.require(independent, "Apple 9.12", variant.uri(), "no EXT-X-INDEPENDENT-SEGMENTS");
                begins(parsed.get());
                rungs.add(parsed.get());
            }
        }
        return rungs;
    }

    private void begins(ParsedPlaylist rung) throws IOException {
        if (rung.track().header().entry() instanceof SampleEntry.Picture picture) {
            int without = IdrFrameCheck.firstWithoutIdr(files.path(rung.track().name()), rung.track(), picture);
            violations.require(
                    without < 0,
                    "Apple 7.4",
                    rung.track().name(),
                    "fragment " + without + " starts without an IDR frame");
        }
    }

    private void keyFrames(MasterPlaylist master, List<ParsedPlaylist> rungs) throws IOException {
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
                    PackagedFile.MASTER,
                    "no I-frame playlist of " + rung.track().name());
        }
    }

    private Set<String> texts(GroupRules groups, Duration length) throws IOException {
        Set<String> named = new HashSet<>();
        for (AlternativeRendition rendition : groups.of(MediaType.SUBTITLES)) {
            String name = rendition.uri().orElse("");
            Optional<MediaPlaylist> playlist = files.playlist(name);
            if (playlist.isPresent()) {
                new TextRules(files, violations).check(name, playlist.get(), length);
                playlist.get().mediaSegments().stream().map(MediaSegment::uri).forEach(named::add);
            }
        }
        return named;
    }

    private void dash(Set<String> named, Duration length) throws IOException {
        Optional<MPD> manifest = files.manifest();
        if (manifest.isPresent()) {
            new DashRules(files, violations).check(manifest.get(), named, length);
        }
    }
}

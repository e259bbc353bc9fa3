package dev.renditions.packaging.conformance;

import dev.renditions.packaging.PackagedFile;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.mpd.data.MPD;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks HLS playlists, DASH manifests and their media against the rules of both formats, for packages as this project
 * writes them: each track is one file in the same folder, addressed by byte range. Rules named {@code Apple} have the
 * numbers of Apple's <i>HLS Authoring Specification</i>, edition of 2023 and later:
 *
 * <ul>
 *   <li>variants: 1.12 the first with each audio group is in H.264 if any is, 1.23 all sizes in each video codec, 1.26
 *       AVERAGE-BANDWIDTH within 10 %, 1.27 BANDWIDTH within 10 %, 1.32 the first with each audio group is the best of at
 *       most 2000 kbit/s, 1.33 one aspect ratio
 *   <li>audio: 2.3 the first group is stereo in AAC, 2.13 descriptions are selected automatically, 9.17 the most general
 *       of a language first; {@code audio groups} is the section "Audio rendition groups and variants" of the
 *       appendixes: each variant once with each group
 *   <li>subtitles: 4.5 and 4.6 those for the hard of hearing, 5.2 WebVTT, 5.3 X-TIMESTAMP-MAP, 5.5 for the entirety of
 *       the content, 5.11 forced ones are selected automatically
 *   <li>trick play: 6.1 I-frame playlists, here one for each rung, 6.8 EXT-X-I-FRAMES-ONLY, 6.10 with the {@code moof}
 *   <li>segments: 7.1 and 7.3 continuous in bytes and time, 7.4 they start with an IDR frame, read from the samples,
 *       7.5 and 7.6 close to the requested duration, 7.7 not above the target
 *   <li>media playlists: 8.1 exact durations, 8.2 one target duration, 8.3 and 8.7 the same duration, 8.6 VOD, 8.9
 *       separate audio declared, 8.10 LANGUAGE, 8.13 no discontinuities, 8.20 EXT-X-MAP, 8.22 rungs of all codecs split
 *       at the same times
 *   <li>the multivariant playlist: 9.1 to 9.4 correct CODECS and RESOLUTION, 9.11 and 9.12 EXT-X-INDEPENDENT-SEGMENTS,
 *       9.13 BANDWIDTH not below the measured peak, 9.14 AVERAGE-BANDWIDTH, 9.15 FRAME-RATE, 9.20 no variant without
 *       video
 * </ul>
 *
 * <p>Other rules are those of RFC 8216 for ranges, versions and groups, and those of ISO/IEC 23009-1 and the DASH-IF
 * guidelines for the manifest. The rule {@code Playback} marks what a player needs, {@code Limit} what is too large to
 * check. Rules about servers or visual quality are not checked. Playlists may be untrusted: sizes are bounded, and no
 * file outside their folder is opened unless the folder is changed during the check. Stateless and thread-safe.
 */
public final class ConformanceCheck {
    private static final int HEAD = 4096;
    private static final String HLS = "#EXTM3U";
    private static final String DASH = "<MPD";
    private static final String PLAYLIST_ENDING = ".m3u8";
    private static final List<String> TEXT_ENDINGS = List.of(".vtt", ".webvtt");
    private static final List<String> MULTIVARIANT_TAGS =
            List.of("#EXT-X-STREAM-INF", "#EXT-X-I-FRAME-STREAM-INF", "#EXT-X-MEDIA:");

    private final Violations violations = new Violations();
    private final PackageFiles files;
    private final Optional<Duration> segment;

    private ConformanceCheck(Path folder, Optional<Duration> segment) {
        this.files = new PackageFiles(folder, violations);
        this.segment = segment;
    }

    /**
     * Checks a package of both formats.
     *
     * @param folder the folder with all its files
     * @param segment the intended duration of segments; if absent, each playlist's target duration
     * @return the violations; empty if none were found
     * @throws IOException if a file that exists can't be read
     */
    public static List<Violation> ofPackage(Path folder, Optional<Duration> segment) throws IOException {
        ConformanceCheck check = new ConformanceCheck(folder.toRealPath(), segment);
        Optional<String> text = check.files.text(PackagedFile.MASTER);
        if (text.isPresent()) {
            Optional<PlayedFiles> played = check.multivariant(PackagedFile.MASTER, text.get());
            Optional<String> manifest = played.isEmpty() ? Optional.empty() : check.files.text(PackagedFile.MANIFEST);
            if (manifest.isPresent()) {
                check.manifest(PackagedFile.MANIFEST, manifest.get(), played);
            }
        }
        return check.violations.all();
    }

    /** Whether a file begins like an HLS playlist or a DASH manifest. */
    public static boolean isManifest(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
            return isPlaylist(head) || head.contains(DASH);
        }
    }

    private static boolean isPlaylist(String text) {
        return text.startsWith(HLS) || text.startsWith("\uFEFF" + HLS);
    }

    /**
     * Checks one multivariant playlist, media playlist or manifest with the files it refers to.
     *
     * @param file a file for which {@link #isManifest} is true
     * @return the violations; empty if none were found
     * @throws IOException if a file that exists can't be read
     */
    public static List<Violation> ofFile(Path file) throws IOException {
        Path real = file.toRealPath();
        ConformanceCheck check = new ConformanceCheck(Objects.requireNonNull(real.getParent()), Optional.empty());
        String name = Objects.requireNonNull(real.getFileName()).toString();
        Optional<String> text = check.files.read(name);
        if (text.isPresent()) {
            check.file(name, text.get());
        }
        return check.violations.all();
    }

    private void file(String name, String text) throws IOException {
        if (!isPlaylist(text) && !name.endsWith(PLAYLIST_ENDING)) {
            manifest(name, text, Optional.empty());
        } else if (text.lines().anyMatch(line -> MULTIVARIANT_TAGS.stream().anyMatch(line::startsWith))) {
            multivariant(name, text);
        } else {
            media(name, text);
        }
    }

    private Optional<PlayedFiles> multivariant(String name, String text) throws IOException {
        Optional<MasterPlaylist> playlist = files.master(name, text);
        return playlist.isEmpty()
                ? Optional.empty()
                : new MultivariantRules(name, playlist.get(), segment, files, violations).check();
    }

    private void media(String name, String text) throws IOException {
        Optional<MediaPlaylist> playlist = files.playlist(name, text);
        if (playlist.isEmpty()) {
            return;
        }
        if (isText(playlist.get())) {
            new TextRules(files, violations).check(name, playlist.get(), Optional.empty());
            return;
        }
        Optional<ParsedPlaylist> parsed = files.media(name, playlist.get());
        if (parsed.isPresent()) {
            MediaRules rules = new MediaRules(parsed.get(), violations);
            if (playlist.get().iFramesOnly()) {
                rules.keyFrames();
            } else {
                rules.segments(segment);
            }
            rules.begins(files.path(parsed.get().track().name()));
        }
    }

    private static boolean isText(MediaPlaylist playlist) {
        return !playlist.mediaSegments().isEmpty()
                && playlist.mediaSegments().stream()
                        .map(MediaSegment::uri)
                        .allMatch(uri -> TEXT_ENDINGS.stream().anyMatch(uri::endsWith));
    }

    private void manifest(String name, String text, Optional<PlayedFiles> played) throws IOException {
        Optional<MPD> manifest = files.manifest(name, text);
        if (manifest.isPresent()) {
            new DashRules(name, files, violations).check(manifest.get(), played);
        }
    }
}

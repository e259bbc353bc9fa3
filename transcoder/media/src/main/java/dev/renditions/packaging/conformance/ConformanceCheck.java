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
 * Holds playlists of HLS, manifests of DASH and the media that they name against the rules of both formats, for packages as this
 * project writes them: each track one file in the same folder, addressed by byte range. Rules named {@code Apple} are numbered as
 * in Apple's <i>HLS Authoring Specification</i>, in its edition of 2023 and later:
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
 *   <li>the multivariant playlist: 9.1 to 9.4 CODECS and RESOLUTION, both right, 9.11 and 9.12 EXT-X-INDEPENDENT-SEGMENTS, 9.13
 *       BANDWIDTH not below the measured peak, 9.14 AVERAGE-BANDWIDTH, 9.15 FRAME-RATE, 9.20 no variant without video
 * </ul>
 *
 * <p>Beside them: what RFC 8216 says of ranges, versions and groups, and what ISO/IEC 23009-1 and the guidelines of DASH-IF say of
 * the manifest. {@code Playback} is what a player needs, {@code Limit} what is too large to be checked. Not checked is what only a
 * server or a viewer can show. Playlists may come from strangers: sizes are bounded, and no file outside their folder is opened
 * as long as nobody changes the folder meanwhile. Holds nothing between calls; safe for use by many threads.
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
     * @param folder where all its files are
     * @param segment how long segments were to be; if absent, as long as each playlist's target duration
     * @return the violations; empty if there are none
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

    /** Whether a file begins as a playlist of HLS does, or a manifest of DASH. */
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
     * Checks one multivariant playlist, media playlist or manifest with the files that it names.
     *
     * @param file one that {@link #isManifest}
     * @return the violations; empty if there are none
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

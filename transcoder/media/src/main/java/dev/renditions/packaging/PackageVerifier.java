package dev.renditions.packaging;

import dev.renditions.media.mp4.IdrFrameCheck;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies a package before it is published. It checks what a source, an encoder or the disk can damage: every file
 * exists, every name in a playlist or the manifest refers to such a file, tracks are complete and equally long, each
 * video fragment starts with a key frame, and the fragments of all rungs begin at the same times. Rules that only a bug in this package can break are left to
 * {@code ConformanceCheck}, which tests and {@code renditions check} run. Use one instance per package.
 */
public final class PackageVerifier {
    /** The maximum difference between the ends of tracks: a frame of the slowest video and some frames of audio. */
    public static final Duration END_SLACK = Duration.ofMillis(100);

    private final Path folder;
    private final Duration segment;
    private final Set<String> names;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Map<String, Duration> lengths = new LinkedHashMap<>();
    private final Map<String, FragmentTimes> rungs = new LinkedHashMap<>();
    private final Map<String, Duration> sounds = new LinkedHashMap<>();

    private PackageVerifier(List<PackagedFile> files, Duration segment, Path folder) {
        this.folder = folder;
        this.segment = segment;
        this.names = files.stream().map(PackagedFile::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Verifies a package.
     *
     * @param files all its files
     * @param segment the target duration of segments
     * @param folder where the files are
     * @return a sentence for each problem; empty if none was found
     * @throws IOException if a file that exists can't be read
     */
    public static List<String> problems(List<PackagedFile> files, Duration segment, Path folder) throws IOException {
        PackageVerifier verifier = new PackageVerifier(files, segment, folder);
        for (PackagedFile file : files) {
            verifier.verify(file);
        }
        verifier.compareRungs();
        verifier.compareLengths(verifier.lengths);
        verifier.compareLengths(verifier.sounds);
        return List.copyOf(verifier.problems);
    }

    private void verify(PackagedFile file) throws IOException {
        Path path = folder.resolve(file.name());
        if (!Files.isRegularFile(path) || Files.size(path) == 0) {
            problems.add(file.name() + " is missing or empty");
            return;
        }
        try {
            switch (file.mediaType()) {
                case PackagedFile.VIDEO_TYPE, PackagedFile.AUDIO_TYPE -> track(path);
                case PackagedFile.PLAYLIST_TYPE -> playlist(file.name(), Files.readString(path));
                case PackagedFile.MANIFEST_TYPE -> UriReferences.inManifest(Files.readString(path), this::named);
                case PackagedFile.TEXT_TYPE -> SubtitleFile.read(path);
                case PackagedFile.SHEET_TYPE -> JpegSize.of(path);
                default -> problems.add(file.name() + " has the unexpected type " + file.mediaType());
            }
        } catch (PackagingException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void track(Path path) throws IOException {
        TrackFile track = TrackFile.read(path);
        lengths.put(track.name(), track.length());
        if (track.header().entry() instanceof SampleEntry.Picture picture) {
            int without = IdrFrameCheck.firstWithoutIdr(path, track, picture);
            if (without >= 0) {
                problems.add(track.name() + ": fragment " + without + " does not start with a key frame");
            }
            if (!track.name().equals(PackagedFile.TRICK)) {
                rungs.put(track.name(), FragmentTimes.of(track));
            }
        } else {
            sounds.put(track.name(), track.length());
        }
    }

    private void playlist(String name, String text) {
        UriReferences.inPlaylist(text, this::named);
        if (name.equals(PackagedFile.MASTER)) {
            return;
        }
        try {
            MediaPlaylist playlist = new MediaPlaylistParser().readPlaylist(text);
            segments(name, playlist);
        } catch (PlaylistParserException e) {
            problems.add(name + ": not a playlist: " + e.getMessage());
        }
    }

    private void segments(String name, MediaPlaylist playlist) {
        List<MediaSegment> segments = playlist.mediaSegments();
        double seconds = segments.stream().mapToDouble(MediaSegment::duration).sum();
        lengths.put(name, Duration.ofNanos(Math.round(seconds * 1e9)));
        if (playlist.iFramesOnly()) {
            return;
        }
        // The last segment holds the rest.
        segments.stream()
                .limit(Math.max(0, segments.size() - 1L))
                .filter(each -> !Segment.near(each.duration(), segment))
                .findFirst()
                .ifPresent(each -> problems.add(name + ": a segment lasts " + each.duration() + " s instead of about "
                        + Segment.seconds(segment) + " s"));
    }

    private String named(String name) {
        if (!names.contains(name)) {
            problems.add("a playlist or the manifest names '" + name + "', which is not a file of the package");
        }
        return name;
    }

    private void compareRungs() {
        rungs.entrySet().stream()
                .findFirst()
                .ifPresent(first -> rungs.forEach((name, times) -> {
                    if (!times.like(first.getValue())) {
                        problems.add(name + ": its fragments are not at the times of those of " + first.getKey());
                    }
                }));
    }

    /** Compares each with the first, and so all audio tracks with the first of them. */
    private void compareLengths(Map<String, Duration> all) {
        all.values().stream()
                .findFirst()
                .ifPresent(first -> all.forEach((name, length) -> {
                    if (length.minus(first).abs().compareTo(END_SLACK) > 0) {
                        problems.add(name + " lasts " + Segment.seconds(length) + " s instead of "
                                + Segment.seconds(first) + " s");
                    }
                }));
    }
}

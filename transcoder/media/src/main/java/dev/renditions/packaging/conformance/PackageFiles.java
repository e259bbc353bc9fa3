package dev.renditions.packaging.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.FileNames;
import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.Segment;
import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.Playlist;
import io.lindstrom.m3u8.parser.AbstractPlaylistParser;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.MPD;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a package back from the disk. What can't be read is a violation, and absent. For one check. */
final class PackageFiles {
    /** Playlists of two days, with each key frame on lines of its own, take five. */
    private static final long MAX_TEXT = 16 << 20;

    private final Path folder;
    private final Violations violations;
    private final Map<String, Optional<TrackFile>> tracks = new HashMap<>();

    PackageFiles(Path folder, Violations violations) {
        this.folder = folder;
        this.violations = violations;
    }

    Optional<MasterPlaylist> master() throws IOException {
        return parsed(PackagedFile.MASTER, new MasterPlaylistParser());
    }

    Optional<MPD> manifest() throws IOException {
        Optional<String> text = text(PackagedFile.MANIFEST);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MPDParser().parse(text.get()));
        } catch (JsonProcessingException e) {
            violations.add("ISO/IEC 23009-1, 5.2", PackagedFile.MANIFEST, "no manifest: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    Optional<MediaPlaylist> playlist(String name) throws IOException {
        return parsed(name, new MediaPlaylistParser());
    }

    /** A playlist of pictures or sound, and its track. */
    Optional<ParsedPlaylist> media(String name) throws IOException {
        Optional<MediaPlaylist> playlist = playlist(name);
        if (playlist.isEmpty()) {
            return Optional.empty();
        }
        List<MediaSegment> segments = playlist.get().mediaSegments();
        Set<String> files = segments.stream().map(MediaSegment::uri).collect(Collectors.toSet());
        if (files.size() != 1) {
            violations.add("RFC 8216, 4.3.2.2", name, "segments in " + files.size() + " files, not in one");
            return Optional.empty();
        }
        Optional<TrackFile> track = track(segments.get(0).uri());
        Optional<List<Segment>> ranges = ranges(name, segments);
        return track.flatMap(file -> ranges.map(cut -> new ParsedPlaylist(name, playlist.get(), cut, file)));
    }

    private Optional<List<Segment>> ranges(String name, List<MediaSegment> segments) {
        List<Segment> ranges = new ArrayList<>();
        double seconds = 0;
        Duration start = Duration.ZERO;
        for (MediaSegment segment : segments) {
            Optional<Long> offset = segment.byteRange().flatMap(ByteRange::offset);
            if (offset.isEmpty()) {
                violations.add("RFC 8216, 4.3.2.2", name, "segment " + ranges.size() + " has no range with an offset");
                return Optional.empty();
            }
            seconds += segment.duration();
            Duration end = Duration.ofNanos(Math.round(seconds * 1e9));
            long bytes = segment.byteRange().orElseThrow().length();
            ranges.add(new Segment(offset.get(), bytes, start, end.minus(start)));
            start = end;
        }
        return Optional.of(List.copyOf(ranges));
    }

    /** A track; what is wrong with it is said once. */
    Optional<TrackFile> track(String name) throws IOException {
        Optional<TrackFile> known = tracks.get(name);
        if (known == null) {
            known = readTrack(name);
            tracks.put(name, known);
        }
        return known;
    }

    private Optional<TrackFile> readTrack(String name) throws IOException {
        if (!present(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TrackFile.read(folder.resolve(name)));
        } catch (PackagingException e) {
            violations.add("Apple 7.3", name, "no track of whole fragments, one after the other: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a name is that of a file in the package. */
    boolean present(String name) {
        boolean inside = FileNames.file(name);
        violations.require(inside, "RFC 8216, 4.1", name, "no plain name of a file of the package");
        boolean there = inside && Files.isRegularFile(folder.resolve(name));
        violations.require(there || !inside, "RFC 8216, 4.1", name, "not in the package");
        return there;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    private <T extends Playlist> Optional<T> parsed(String name, AbstractPlaylistParser<T, ?> parser)
            throws IOException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.readPlaylist(text.get()));
        } catch (IOException | RuntimeException e) {
            // The library throws what its number and attribute parsers throw.
            violations.add("RFC 8216, 4.1", name, "no playlist: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> text(String name) throws IOException {
        if (!present(name)) {
            return Optional.empty();
        }
        if (Files.size(folder.resolve(name)) > MAX_TEXT) {
            violations.add("RFC 8216, 4.1", name, "more than " + MAX_TEXT + " bytes");
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (CharacterCodingException e) {
            violations.add("RFC 8216, 4.1", name, "not UTF-8");
            return Optional.empty();
        }
    }
}

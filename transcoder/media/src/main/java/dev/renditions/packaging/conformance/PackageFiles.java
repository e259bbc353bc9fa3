package dev.renditions.packaging.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.FileNames;
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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;

/**
 * Reads a package back from the disk, which may be from a stranger: nothing outside the folder is opened, links are not
 * followed, and texts are bounded. What can't be read is a violation, and absent. For one check.
 */
final class PackageFiles {
    /** The rule that is broken by what is too large to check. */
    static final String LIMIT = "Limit";

    /** Playlists of two days, with each key frame on lines of its own, take five. */
    private static final int MAX_TEXT = 16 << 20;

    /** Such playlists of a ladder of five rungs take half of it. */
    private static final int MAX_TEXTS = 64 << 20;

    /** The parser of attributes takes the square of it. */
    private static final int MAX_LINE = 2048;

    private final Path folder;
    private final Violations violations;
    private final Map<String, Optional<TrackFile>> tracks = new HashMap<>();
    private final Map<String, Optional<ParsedPlaylist>> playlists = new HashMap<>();
    private int left = MAX_TEXTS;

    PackageFiles(Path folder, Violations violations) {
        this.folder = folder;
        this.violations = violations;
    }

    Optional<MasterPlaylist> master(String name, String text) {
        return parsed(name, text, new MasterPlaylistParser());
    }

    Optional<MediaPlaylist> playlist(String name, String text) {
        return parsed(name, text, new MediaPlaylistParser());
    }

    Optional<MPD> manifest(String name, String text) {
        try {
            return Optional.of(new MPDParser(withoutDocumentTypes()).parse(text));
        } catch (JsonProcessingException e) {
            violations.add("ISO/IEC 23009-1, 5.2", name, "not a manifest: " + e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            // The library throws what its parsers of numbers and durations throw.
            violations.add("ISO/IEC 23009-1, 5.2", name, "not a manifest: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The library's own mapper, but for document types: it would open the files and addresses that they name. */
    private static ObjectMapper withoutDocumentTypes() {
        ObjectMapper mapper = MPDParser.defaultObjectMapper();
        XMLInputFactory input = ((XmlFactory) mapper.getFactory()).getXMLInputFactory();
        input.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        input.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return mapper;
    }

    /** A playlist of video or audio, and its track; read once. */
    Optional<ParsedPlaylist> media(String name) throws IOException {
        Optional<ParsedPlaylist> known = playlists.get(name);
        if (known == null) {
            Optional<String> text = text(name);
            Optional<MediaPlaylist> playlist = text.isEmpty() ? Optional.empty() : playlist(name, text.get());
            known = playlist.isEmpty() ? Optional.empty() : media(name, playlist.get());
            playlists.put(name, known);
        }
        return known;
    }

    /** The same of a playlist that has been read. */
    Optional<ParsedPlaylist> media(String name, MediaPlaylist playlist) throws IOException {
        List<MediaSegment> segments = playlist.mediaSegments();
        Set<String> files = segments.stream().map(MediaSegment::uri).collect(Collectors.toSet());
        if (files.size() != 1) {
            violations.add("RFC 8216, 4.3.2.2", name, "segments in " + files.size() + " files, not in one");
            return Optional.empty();
        }
        Optional<TrackFile> track = track(segments.get(0).uri());
        if (track.isEmpty()) {
            return Optional.empty();
        }
        int fragments = track.get().fragments().size();
        if (segments.size() > fragments) {
            violations.add("RFC 8216, 4.3.2.2", name, segments.size() + " segments of " + fragments + " fragments");
            return Optional.empty();
        }
        return ranges(name, segments).map(cut -> ParsedPlaylist.of(name, playlist, cut, track.get()));
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

    /** A track; what is wrong with it is reported once. */
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
            violations.add("Apple 7.3", name, "not a track of whole fragments, one after the other: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a name is that of a file in the package. */
    boolean present(String name) {
        boolean inside = FileNames.file(name);
        violations.require(inside, "RFC 8216, 4.1", name, "not a plain name of a file in the same folder");
        boolean there = inside && isFile(name);
        violations.require(there || !inside, "RFC 8216, 4.1", name, "not in the package");
        return there;
    }

    private boolean isFile(String name) {
        return Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    private <T extends Playlist> Optional<T> parsed(String name, String text, AbstractPlaylistParser<T, ?> parser) {
        if (text.lines().anyMatch(line -> line.length() > MAX_LINE)) {
            violations.add(LIMIT, name, "a line of more than " + MAX_LINE + " characters");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.readPlaylist(text));
        } catch (IOException | RuntimeException e) {
            // The library throws what its number and attribute parsers throw.
            violations.add("RFC 8216, 4.1", name, "not a playlist: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A text of the package. */
    Optional<String> text(String name) throws IOException {
        return present(name) ? read(name) : Optional.empty();
    }

    /** The same of a name that the caller trusts. */
    Optional<String> read(String name) throws IOException {
        int most = Math.min(MAX_TEXT, left);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            violations.add(LIMIT, name, "more than " + MAX_TEXT + " bytes, or " + MAX_TEXTS + " in all playlists");
            return Optional.empty();
        }
        left -= bytes.length;
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            violations.add("RFC 8216, 4.1", name, "not UTF-8");
            return Optional.empty();
        }
    }
}

package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layout of a store: computes paths below its root, without access to it. All paths are relative, with {@code /} between
 * folders, and have only characters that a URI need not escape.
 */
public final class RenditionLayout {
    /** The folder of the pointers to tracks; no rendition's path starts like this. */
    public static final String TRACKS = "tracks/";

    private static final String POINTER = ".json";
    /** The folder of all segments of tracks that are being encoded. */
    public static final String SEGMENTS = "segments/";

    private static final String SEGMENT = ".mp4";
    private static final int SHARD_DIGITS = 2;
    private static final int DIGEST_DIGITS = 12;
    private static final Pattern MANIFEST =
            Pattern.compile("([0-9a-f]{2})/(\\1[0-9a-f]{62})/([^/]+)/" + Pattern.quote(ObjectStore.MANIFEST));

    private static final Pattern FILE = Pattern.compile("([0-9a-f]{2}/[0-9a-f]{64}/[^/]+)/.+", Pattern.DOTALL);

    /** The folder of all analyses of a content. It can't be that of a rendition, which has a fingerprint in its name. */
    private static final String ANALYSES = "analyses";

    private static final Pattern ANALYSIS =
            Pattern.compile("([0-9a-f]{2})/(\\1[0-9a-f]{62})/" + ANALYSES + "/([a-z-]+)-([1-9][0-9]{0,8})\\.json");

    private RenditionLayout() {}

    /**
     * What a lease is kept under: the folder of a rendition, or the pointer to a track or the file of a segment without its
     * extension.
     */
    public static String lease(LeaseKey key) {
        if (key instanceof RenditionKey rendition) {
            return folder(rendition);
        }
        return key instanceof SegmentId segment ? segmentStem(segment) : trackStem((TrackId) key);
    }

    /** The folder of all segments of a track, with a slash at its end. */
    public static String segments(TrackId track) {
        return SEGMENTS + track.digest().substring(0, SHARD_DIGITS) + "/" + track + "/";
    }

    /** The file of a segment. */
    public static String segment(SegmentId segment) {
        return segmentStem(segment) + SEGMENT;
    }

    private static String segmentStem(SegmentId segment) {
        return segments(segment.track()) + segment.firstFrame() + "-" + segment.endFrame();
    }

    /** The pointer to a track: the file that says which rendition has it. It does not depend on the content hash of a source. */
    public static String track(TrackId track) {
        return trackStem(track) + POINTER;
    }

    /** The track whose pointer has this path; empty for any other path. */
    public static Optional<TrackId> trackOf(String path) {
        int name = path.lastIndexOf('/') + 1;
        if (!path.endsWith(POINTER) || name > path.length() - POINTER.length()) {
            return Optional.empty();
        }
        return TrackId.find(path.substring(name, path.length() - POINTER.length()))
                .filter(track -> track(track).equals(path));
    }

    private static String trackStem(TrackId track) {
        return TRACKS + track.digest().substring(0, SHARD_DIGITS) + "/" + track;
    }

    /** The folder of everything that belongs to a rendition, without a slash at its end. */
    public static String folder(RenditionKey key) {
        return content(key.content()) + "/" + key.profile();
    }

    /** The manifest of a rendition. */
    public static String manifest(RenditionKey key) {
        return folder(key) + "/" + ObjectStore.MANIFEST;
    }

    /** The result of an analysis. It belongs to a content and to none of its renditions. */
    public static String analysis(AnalysisKey key) {
        return content(key.content()) + "/" + ANALYSES + "/" + key.name() + "-" + key.version() + ".json";
    }

    /** The analysis whose result has this path; empty for any other path. */
    public static Optional<AnalysisKey> analysisOf(String path) {
        Matcher parts = ANALYSIS.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AnalysisKey(
                    ContentHash.parse(parts.group(2)), parts.group(3), Integer.parseInt(parts.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The folder of everything that belongs to a content, without a slash at its end. */
    public static String content(ContentHash content) {
        return content.hex().substring(0, 2) + "/" + content.hex();
    }

    /** The rendition whose manifest has this path; empty for any other path. */
    public static Optional<RenditionKey> keyOf(String manifestPath) {
        Matcher parts = MANIFEST.matcher(manifestPath);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RenditionKey(ContentHash.parse(parts.group(2)), ProfileId.parse(parts.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The rendition that a file with this path belongs to, its manifest or another; empty if it belongs to none. */
    public static Optional<RenditionKey> keyOfFile(String path) {
        Matcher parts = FILE.matcher(path);
        return parts.matches() ? keyOf(parts.group(1) + "/" + ObjectStore.MANIFEST) : Optional.empty();
    }

    /** The folder of a rendition's files, named after what is in them, without a slash at its end. */
    public static String files(Manifest manifest) {
        return folder(manifest.key()) + "/" + packageDigest(manifest.files());
    }

    /** One file of a rendition. */
    public static String file(Manifest manifest, RenditionFile file) {
        return files(manifest) + "/" + file.name();
    }

    /**
     * The first 12 hexadecimal digits of the SHA-256 over all names and hashes, in alphabetical order of the names. It does
     * not depend on the order of the list, and changes if any byte of any file changes.
     */
    public static String packageDigest(List<RenditionFile> files) {
        MessageDigest digest = ContentHash.newDigest();
        files.stream()
                .map(file -> file.name() + "\0" + file.sha256() + "\n")
                .sorted()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .forEach(digest::update);
        return shortHex(digest);
    }

    /** The first 12 hexadecimal digits of a digest, which is reset. */
    static String shortHex(MessageDigest digest) {
        return ContentHash.of(digest).hex().substring(0, DIGEST_DIGITS);
    }

    /**
     * A rendition as a store holds it.
     *
     * @param root the store's root, ending with a slash
     * @throws IllegalArgumentException if the main file is empty, or its media type is malformed
     */
    public static StoredRendition stored(URI root, Manifest manifest) {
        RenditionFile main = manifest.main();
        // Not URI.resolve: that turns file:///a/ into file:/a/.
        URI uri = URI.create(root + file(manifest, main));
        return new StoredRendition(
                manifest,
                new RenditionLocation(
                        uri,
                        main.mediaType(),
                        main.bytes(),
                        manifest.bytes(),
                        manifest.encodeTime(),
                        manifest.warnings(),
                        RenditionFolder.sizesOf(manifest)));
    }
}

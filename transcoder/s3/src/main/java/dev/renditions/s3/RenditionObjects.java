package dev.renditions.s3;

import static dev.renditions.api.ObjectStore.MAX_READ_BYTES;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads the files of renditions in a bucket. */
record RenditionObjects(Bucket bucket, String prefix) {
    /**
     * Whether all files of a rendition exist, with their sizes.
     *
     * @param expiry the age at which a file counts as missing
     */
    boolean holds(RenditionKey key, RenditionLocation location, Expiry expiry) {
        URI uri = location.uri();
        String folder = prefix + RenditionLayout.folder(key) + "/";
        if (!isBeneath(uri, folder)) {
            return false;
        }
        String main = uri.getPath().substring(1);
        return location.hasMoreFiles()
                ? folder(key, object -> !expiry.isDue(object.lastModified()))
                        .holds(main.substring(folder.length()), location)
                : bucket.look(main)
                        .filter(object ->
                                object.contentLength() == location.bytes() && !expiry.isDue(object.lastModified()))
                        .isPresent();
    }

    /** The files of a rendition whose objects are wanted, with their sizes. */
    RenditionFolder folder(RenditionKey key, Predicate<S3Object> wanted) {
        String folder = prefix + RenditionLayout.folder(key) + "/";
        SortedMap<String, Long> files = new TreeMap<>();
        bucket.objects(folder)
                .filter(wanted)
                .forEach(object -> files.put(object.key().substring(folder.length()), object.size()));
        return new RenditionFolder(key, files);
    }

    /** The bytes of a file, as {@link S3Store#read} returns them. */
    byte[] read(StoredRendition rendition, RenditionFile file) {
        byte[] bytes = file.bytes() > MAX_READ_BYTES
                ? new byte[0]
                : bucket.read(key(rendition, file))
                        .map(ResponseBytes::asByteArray)
                        .orElseGet(() -> new byte[0]);
        if (bytes.length != file.bytes()) {
            throw StoreException.notAsPublished(rendition, file, bytes.length);
        }
        return bytes;
    }

    /** Copies a file, as {@link S3Store#fetch} does. */
    void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        boolean whole = false;
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            try {
                ObjectDownload.Read read = bucket.download(key(rendition, file), target, file.bytes(), limit);
                whole = read.bytes() == file.bytes() && read.content().equals(file.sha256());
                if (!whole) {
                    throw new IOException("it has " + read.bytes() + " bytes instead of " + file.bytes()
                            + ", or another SHA-256 than its manifest states");
                }
            } finally {
                if (!whole) {
                    Files.deleteIfExists(target);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(
                    true, rendition.uri(file) + " can't be copied to " + target + ": " + e.getMessage(), e);
        }
    }

    /** The hash of a file, as {@link S3Store#hash} returns it. */
    Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file) {
        String key = key(rendition, file);
        Optional<HeadObjectResponse> object = bucket.lookWithChecksums(key);
        return object.isEmpty()
                ? Optional.empty()
                : object.flatMap(RenditionObjects::storedHash).or(() -> bucket.hash(key));
    }

    /**
     * For an object that was uploaded in parts, S3 has at most a SHA-256 of SHA-256s followed by their number, which is
     * not the hash of the file.
     */
    private static Optional<ContentHash> storedHash(HeadObjectResponse object) {
        String sha256 = object.checksumSHA256();
        return sha256 == null || sha256.contains("-") || object.checksumType() == ChecksumType.COMPOSITE
                ? Optional.empty()
                : Optional.of(new ContentHash(
                        HexFormat.of().formatHex(Base64.getDecoder().decode(sha256))));
    }

    private boolean isBeneath(URI uri, String folder) {
        String path = uri.getPath();
        return "s3".equals(uri.getScheme())
                && bucket.name().equals(uri.getAuthority())
                && path != null
                && path.startsWith("/" + folder);
    }

    private String key(StoredRendition rendition, RenditionFile file) {
        return prefix + RenditionLayout.file(rendition.manifest(), file);
    }
}

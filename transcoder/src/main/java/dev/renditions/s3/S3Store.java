package dev.renditions.s3;

import dev.renditions.Manifest;
import dev.renditions.ObjectStore;
import dev.renditions.RenditionFile;
import dev.renditions.StoreException;
import dev.renditions.StoredRendition;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionLayout;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Keeps renditions in a bucket. Needs {@code s3:GetObject}, {@code s3:PutObject} and {@code s3:DeleteObject} beneath the
 * prefix, and {@code s3:ListBucket} on the bucket, without which S3 answers 403 for what is not there.
 *
 * <p>The fence is S3's conditional write of the manifest. A write whose answer is lost may have been applied; sent again it
 * meets its own manifest and takes it for what it is.
 */
public final class S3Store implements ObjectStore {
    /** What stands for itself in a URI and in a key, so that one can be read from the other. */
    private static final Pattern PREFIX =
            Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?)?");

    private final Bucket bucket;
    private final String prefix;
    private final URI base;

    /**
     * Opens a store through a client that stays the caller's to close. Asks for nothing.
     *
     * @param client as {@link S3Clients} makes them
     * @param bucket an existing bucket
     * @param prefix under which all renditions go: letters, digits, {@code . _ -}, and {@code /} between folders; may end
     *     with a slash; empty for the whole bucket
     * @throws IllegalArgumentException if bucket or prefix has another form
     */
    public S3Store(S3Client client, String bucket, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("not a prefix for renditions: '" + prefix
                    + "'; use letters, digits, '.', '_' and '-', and '/' between folders");
        }
        this.bucket = new Bucket(client, bucket);
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        this.base = URI.create(new S3Uri(bucket, this.prefix).toString());
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        return bucket.read(manifestKey(key)).map(content -> ManifestCodec.read(content.asByteArray(), key, base));
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
        URI uri = location.uri();
        if (!isBeneath(uri, prefix + RenditionLayout.folder(key) + "/")) {
            return false;
        }
        OptionalLong size = bucket.size(uri.getPath().substring(1));
        return size.isPresent() && size.getAsLong() == location.bytes();
    }

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        byte[] bytes = file.bytes() > MOST_READ
                ? new byte[0]
                : bucket.read(prefix + RenditionLayout.file(rendition.manifest(), file))
                        .map(ResponseBytes::asByteArray)
                        .orElseGet(() -> new byte[0]);
        if (bytes.length != file.bytes()) {
            throw StoreException.notAsPublished(rendition, file, bytes.length);
        }
        return bytes;
    }

    @Override
    public Publication publish(Manifest manifest, Path folder) {
        StoredRendition ours = RenditionLayout.stored(base, manifest);
        for (RenditionFile file : manifest.files()) {
            bucket.upload(
                    prefix + RenditionLayout.file(manifest, file),
                    folder.resolve(file.name()),
                    file,
                    manifest.key().content());
        }
        byte[] json = ManifestCodec.write(manifest);
        return bucket.writeIfAbsent(
                        manifestKey(manifest.key()), json, manifest.key().content())
                ? new Publication(ours, true)
                : adopt(ours, json);
    }

    /** Another was first. Theirs stands, unless its main file is gone: a rendition that can't be had is none. */
    private Publication adopt(StoredRendition ours, byte[] json) {
        RenditionKey key = ours.manifest().key();
        ResponseBytes<GetObjectResponse> before = current(key);
        StoredRendition theirs = ManifestCodec.read(before.asByteArray(), key, base);
        if (!holds(key, theirs.location())) {
            if (bucket.writeInPlaceOf(before.response().eTag(), manifestKey(key), json, key.content())) {
                return new Publication(ours, true);
            }
            theirs = ManifestCodec.read(current(key).asByteArray(), key, base);
        }
        if (!RenditionLayout.files(ours.manifest()).equals(RenditionLayout.files(theirs.manifest()))) {
            bucket.discard(ours.manifest().files().stream()
                    .map(file -> prefix + RenditionLayout.file(ours.manifest(), file))
                    .toList());
        }
        // Equal if an earlier attempt of ours was the winner.
        return new Publication(theirs, theirs.manifest().equals(ours.manifest()));
    }

    private ResponseBytes<GetObjectResponse> current(RenditionKey key) {
        String manifest = manifestKey(key);
        return bucket.read(manifest)
                .orElseThrow(() -> new StoreException(
                        true,
                        new S3Uri(bucket.name(), manifest) + " was there and is gone; try again",
                        new IllegalStateException("deleted while a rendition was published")));
    }

    private String manifestKey(RenditionKey key) {
        return prefix + RenditionLayout.manifest(key);
    }

    @Override
    public Stream<RenditionKey> keys() {
        return bucket.keys(prefix)
                .map(key -> RenditionLayout.keyOf(key.substring(prefix.length())))
                .flatMap(Optional::stream);
    }

    @Override
    public URI locate(RenditionKey key) {
        return URI.create(base + RenditionLayout.manifest(key));
    }

    private boolean isBeneath(URI uri, String folder) {
        String path = uri.getPath();
        return "s3".equals(uri.getScheme())
                && bucket.name().equals(uri.getAuthority())
                && path != null
                && path.startsWith("/" + folder);
    }

    @Override
    public void close() {
        // The client stays the caller's.
    }

    @Override
    public String toString() {
        return base.toString();
    }
}

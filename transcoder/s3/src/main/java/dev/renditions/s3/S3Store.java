package dev.renditions.s3;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Stores renditions in a bucket. Needs {@code s3:GetObject}, {@code s3:PutObject}, {@code s3:DeleteObject} and
 * {@code s3:AbortMultipartUpload} under the prefix, and {@code s3:ListBucket} on the bucket, without which S3 answers
 * 403 for objects that don't exist.
 *
 * <p>The conditional write of the manifest makes publishing atomic. A write whose response is lost may have been
 * applied; its retry then finds our own manifest and recognizes it.
 */
public final class S3Store implements InspectableStore {
    /** The maximum size of a file of a rendition in S3. */
    public static final long LARGEST_FILE = PartSizes.LARGEST_OBJECT;

    /** Only characters that are the same in a URI and in a key, so that each can be derived from the other. */
    private static final Pattern PREFIX =
            Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?)?");

    private final Bucket bucket;
    private final String prefix;
    private final URI base;
    private final Expiry expiry;
    private final RenditionObjects files;
    private final S3Tracks tracks;

    /**
     * Opens a store. Sends no request.
     *
     * @param client as created by {@link S3Clients}; the caller closes it
     * @param bucket an existing bucket
     * @param prefix the prefix of all renditions: letters, digits, {@code . _ -}, and {@code /} between folders; may
     *     end with a slash; empty for the whole bucket
     * @throws IllegalArgumentException if bucket or prefix has another form
     */
    public S3Store(S3Client client, String bucket, String prefix) {
        this(client, bucket, prefix, Expiry.NEVER);
    }

    /**
     * The same for a bucket with a lifecycle rule that deletes renditions.
     *
     * @param expiry the age at which the rule does that
     */
    public S3Store(S3Client client, String bucket, String prefix, Expiry expiry) {
        this(client, bucket, prefix, expiry, PartSizes.S3);
    }

    S3Store(S3Client client, String bucket, String prefix, Expiry expiry, PartSizes parts) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("invalid prefix for renditions: '" + prefix
                    + "'; use letters, digits, '.', '_' and '-', and '/' between folders");
        }
        this.expiry = expiry;
        this.bucket = new Bucket(client, bucket, parts);
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        this.base = URI.create(new S3Uri(bucket, this.prefix).toString());
        this.files = new RenditionObjects(this.bucket, this.prefix);
        this.tracks = new S3Tracks(new SmallObjects(this.bucket, this.prefix));
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        return bucket.read(manifestKey(key))
                .flatMap(content -> ManifestCodec.readUndamaged(content.asByteArray(), key, base));
    }

    @Override
    public Optional<StoredRendition> examine(RenditionKey key) {
        return bucket.read(manifestKey(key)).map(content -> ManifestCodec.read(content.asByteArray(), key, base));
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
        return files.holds(key, location, expiry);
    }

    @Override
    public boolean isExpiring(RenditionKey key, RenditionLocation location) {
        return !expiry.equals(Expiry.NEVER) && files.holds(key, location, Expiry.NEVER);
    }

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        return files.read(rendition, file);
    }

    @Override
    public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        files.fetch(rendition, file, target, limit);
    }

    @Override
    public Optional<TrackLocation> findTrack(TrackId id) {
        return tracks.find(id);
    }

    @Override
    public void pointTo(TrackId id, TrackLocation location) {
        tracks.point(id, location);
    }

    @Override
    public Stream<TrackId> trackIds() {
        return tracks.ids();
    }

    @Override
    public boolean removePointer(TrackId id, Optional<TrackLocation> expected) {
        return tracks.remove(id, expected);
    }

    @Override
    public Publication publish(Manifest manifest, Path folder) {
        StoredRendition ours = RenditionLayout.stored(base, manifest);
        boolean lost = hasLostFiles(manifest.key());
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
                ? new Publication(ours, true, false)
                : adopt(ours, lost, json);
    }

    /** Must be called before the upload, which may restore the lost files. */
    private boolean hasLostFiles(RenditionKey key) {
        return find(key).filter(there -> !holds(key, there.location())).isPresent();
    }

    /**
     * Another process published first. Its rendition is kept, unless it is broken: then it could never be served, and
     * ours replaces it.
     */
    private Publication adopt(StoredRendition ours, boolean lost, byte[] json) {
        RenditionKey key = ours.manifest().key();
        ResponseBytes<GetObjectResponse> before = current(key);
        Optional<StoredRendition> whole = ManifestCodec.readUndamaged(before.asByteArray(), key, base)
                .filter(their -> !expiry.isDue(before.response().lastModified()) && holds(key, their.location()));
        StoredRendition theirs;
        if (whole.isPresent()) {
            theirs = whole.get();
        } else {
            if (bucket.writeInPlaceOf(before.response().eTag(), manifestKey(key), json, key.content())) {
                return new Publication(ours, true, false);
            }
            theirs = ManifestCodec.read(current(key).asByteArray(), key, base);
        }
        if (!RenditionLayout.files(ours.manifest()).equals(RenditionLayout.files(theirs.manifest()))) {
            bucket.discard(ours.manifest().files().stream()
                    .map(file -> prefix + RenditionLayout.file(ours.manifest(), file))
                    .toList());
        }
        // Equal if an earlier attempt of ours was the first.
        boolean same = theirs.manifest().equals(ours.manifest());
        return new Publication(theirs, same, lost && !same);
    }

    private ResponseBytes<GetObjectResponse> current(RenditionKey key) {
        String manifest = manifestKey(key);
        return bucket.read(manifest)
                .orElseThrow(() -> new StoreException(
                        true,
                        new S3Uri(bucket.name(), manifest) + " was deleted while it was read; try again",
                        new IllegalStateException("deleted while a rendition was published")));
    }

    private String manifestKey(RenditionKey key) {
        return prefix + RenditionLayout.manifest(key);
    }

    @Override
    public Stream<RenditionKey> keys() {
        return keys(prefix);
    }

    @Override
    public Stream<RenditionKey> keys(ContentHash content) {
        return keys(prefix + RenditionLayout.content(content) + "/");
    }

    private Stream<RenditionKey> keys(String below) {
        return bucket.objects(below)
                .map(object -> RenditionLayout.keyOf(object.key().substring(prefix.length())))
                .flatMap(Optional::stream);
    }

    @Override
    public AnalysisStore analyses() {
        return new S3Analyses(new SmallObjects(bucket, prefix));
    }

    @Override
    public SegmentStore segments() {
        return new S3Segments(bucket, prefix);
    }

    @Override
    public Stream<RenditionFolder> folders() {
        return StreamSupport.stream(new RenditionListing(bucket.objects(prefix).iterator(), prefix.length()), false);
    }

    @Override
    public RenditionFolder folder(RenditionKey key) {
        return files.folder(key, object -> true);
    }

    @Override
    public Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file) {
        return files.hash(rendition, file);
    }

    @Override
    public boolean remove(RenditionKey key, Optional<Manifest> expected) {
        Optional<ResponseBytes<GetObjectResponse>> there = bucket.read(manifestKey(key));
        boolean same = there.isPresent()
                && ManifestCodec.readUndamaged(there.get().asByteArray(), key, base)
                        .map(StoredRendition::manifest)
                        .equals(expected);
        if (!same || !bucket.deleteIf(there.get().response().eTag(), manifestKey(key), key.content())) {
            return false;
        }
        expected.ifPresent(manifest -> bucket.discard(manifest.files().stream()
                .map(file -> prefix + RenditionLayout.file(manifest, file))
                .toList()));
        return true;
    }

    @Override
    public URI locate(RenditionKey key) {
        return URI.create(base + RenditionLayout.manifest(key));
    }

    @Override
    public void close() {
        // The caller closes the client.
    }

    @Override
    public String toString() {
        return base.toString();
    }
}

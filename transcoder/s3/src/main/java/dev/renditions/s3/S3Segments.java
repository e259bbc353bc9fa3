package dev.renditions.s3;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The segments of tracks as objects under {@code segments/} of the store. Each has the SHA-256 of its bytes as metadata,
 * which is compared when it is fetched.
 *
 * @param prefix the prefix of the store; empty or with a slash at its end
 */
record S3Segments(Bucket bucket, String prefix) implements SegmentStore {
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    /** The metadata key for a name of the upload, by which a worker recognizes its own after the response was lost. */
    private static final String UPLOAD = "renditions-upload";

    private static final String MEDIA_TYPE = "video/mp4";
    private static final int PRECONDITION_FAILED = 412;

    @Override
    public Set<SegmentId> find(TrackId track) {
        return list(RenditionLayout.segments(track)).collect(Collectors.toSet());
    }

    @Override
    public Stream<SegmentId> ids() {
        return list(RenditionLayout.SEGMENTS);
    }

    private Stream<SegmentId> list(String folder) {
        return bucket.objects(prefix + folder)
                .map(object -> RenditionLayout.segmentOf(object.key().substring(prefix.length())))
                .flatMap(Optional::stream);
    }

    @Override
    public boolean publish(SegmentId id, Path file) {
        String key = key(id);
        RenditionFile described = describe(file);
        String upload = UUID.randomUUID().toString();
        Map<String, String> metadata =
                Map.of(MultipartUpload.SHA256, described.sha256().hex(), UPLOAD, upload);
        try {
            if (described.bytes() > bucket.parts().threshold()) {
                new MultipartUpload(bucket.client(), bucket.name(), bucket.parts())
                        .uploadIfAbsent(key, file, described, metadata);
            } else {
                put(key, file, described, metadata);
            }
            return true;
        } catch (SdkException e) {
            if (S3Failures.status(e) == PRECONDITION_FAILED) {
                return isOurs(key, upload);
            }
            throw failure("can't be written", key, e);
        }
    }

    private void put(String key, Path file, RenditionFile described, Map<String, String> metadata) {
        byte[] sha256 = HexFormat.of().parseHex(described.sha256().hex());
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(key)
                .contentType(MEDIA_TYPE)
                .metadata(metadata)
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .ifNoneMatch("*")
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(PartSizes.timeFor(described.bytes())))
                .build();
        bucket.client().putObject(request, RequestBody.fromFile(file));
    }

    private boolean isOurs(String key, String upload) {
        return bucket.look(key)
                .filter(there -> upload.equals(there.metadata().get(UPLOAD)))
                .isPresent();
    }

    private static RenditionFile describe(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new RenditionFile("segment.mp4", MEDIA_TYPE, Files.size(file), ContentHash.of(in));
        } catch (IOException e) {
            throw new StoreException(true, file + " can't be uploaded: " + e.getMessage(), e);
        }
    }

    @Override
    public void fetch(SegmentId id, Path target) {
        String key = key(id);
        boolean whole = false;
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            try {
                ObjectDownload.Read read = bucket.download(key, target, MOST_BYTES, DOWNLOAD);
                if (read.missed().isPresent()) {
                    throw new IOException("the download broke off after " + read.bytes() + " bytes");
                }
                whole = read.content().hex().equals(read.answer().metadata().get(MultipartUpload.SHA256));
                if (!whole) {
                    // Unless another one is there meanwhile. The content is metadata of a placeholder.
                    bucket.deleteIf(read.answer().eTag(), key, ContentHash.of(new byte[0]));
                    throw new IOException("its bytes have another SHA-256 than its metadata states; it was deleted");
                }
            } finally {
                if (!whole) {
                    Files.deleteIfExists(target);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            S3Uri object = new S3Uri(bucket.name(), key);
            throw new StoreException(true, object + " can't be copied to " + target + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void delete(TrackId track) {
        new BatchDeletion(bucket.client(), bucket.name())
                .delete(list(RenditionLayout.segments(track)).map(this::key).toList());
    }

    private String key(SegmentId id) {
        return prefix + RenditionLayout.segment(id);
    }

    private RuntimeException failure(String what, String key, SdkException e) {
        S3Uri object = new S3Uri(bucket.name(), key);
        return S3Failures.store(object + " " + what, object, e);
    }
}

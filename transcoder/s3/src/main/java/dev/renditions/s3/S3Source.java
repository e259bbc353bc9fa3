package dev.renditions.s3;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceException.Kind;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An object in S3 as a source: its newest version, or a given one. */
public final class S3Source implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(S3Source.class);

    private final S3Client client;
    private final S3Uri object;
    private final Optional<String> versionId;
    private final Optional<SourceVersion> reported;
    private volatile @Nullable HeadObjectResponse seen;

    /**
     * Sends no request.
     *
     * @param client is closed by the caller
     * @param bucket the bucket
     * @param key the object's key, literally
     * @param versionId the version to read; empty for the newest
     * @throws IllegalArgumentException if bucket and key can't be the name of an object
     */
    public S3Source(S3Client client, String bucket, String key, Optional<String> versionId) {
        this(client, bucket, key, versionId, Optional.empty());
    }

    /**
     * An object whose version is already known, so that S3 need not be asked for it.
     *
     * @param reported the version according to an event: bucket, key, version or ETag, and size
     */
    public S3Source(
            S3Client client, String bucket, String key, Optional<String> versionId, Optional<SourceVersion> reported) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the key of the object is missing: s3://" + bucket);
        }
        this.client = client;
        this.object = new S3Uri(bucket, key);
        this.versionId = versionId;
        this.reported = reported;
    }

    /** The identity of an object's version: its version id, or its ETag in a bucket without versioning. */
    public static SourceVersion versionOf(
            String bucket, String key, Optional<String> versionId, String eTag, long bytes) {
        // HeadObject quotes the ETag, an event does not. The version "null" is an object from before the bucket had
        // versioning.
        String version = versionId.filter(id -> !id.equals("null")).orElse(eTag.replace("\"", ""));
        return SourceVersion.of(bucket, key, version, bytes);
    }

    @Override
    public Optional<SourceVersion> version() {
        if (reported.isPresent()) {
            return reported;
        }
        HeadObjectResponse head = head();
        return version(head.versionId(), head.eTag(), head.contentLength());
    }

    @Override
    public OptionalLong bytes() {
        Long length = head().contentLength();
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * S3 verifies the SHA-256 of an upload in one piece. The SHA-256 of a multipart upload is a hash of hashes, and
     * can't be used.
     */
    @Override
    public Optional<ContentHash> declaredContent() {
        HeadObjectResponse head = head();
        if (reported.isPresent() && !reported.equals(version(head.versionId(), head.eTag(), head.contentLength()))) {
            // The object was overwritten after the event, so S3's current hash is not that of the event's version.
            return Optional.empty();
        }
        if (head.checksumSHA256() == null || head.checksumType() == ChecksumType.COMPOSITE) {
            return Optional.empty();
        }
        try {
            byte[] digest = Base64.getDecoder().decode(head.checksumSHA256());
            return Optional.of(ContentHash.parse(HexFormat.of().formatHex(digest)));
        } catch (IllegalArgumentException e) {
            // A composite hash ends with "-" and a number, and some services don't report its type.
            return Optional.empty();
        }
    }

    private HeadObjectResponse head() {
        HeadObjectResponse known = seen;
        if (known == null) {
            try {
                known = client.headObject(request -> request.bucket(object.bucket())
                        .key(object.key())
                        .versionId(versionId.orElse(null))
                        .checksumMode(ChecksumMode.ENABLED));
            } catch (SdkException e) {
                throw S3Failures.source(name(), object, e);
            }
            seen = known;
        }
        return known;
    }

    /** Empty if the service reports neither a version nor an ETag. */
    private Optional<SourceVersion> version(@Nullable String id, @Nullable String eTag, @Nullable Long bytes) {
        if (bytes == null || (id == null && eTag == null)) {
            return Optional.empty();
        }
        return Optional.of(
                versionOf(object.bucket(), object.key(), Optional.ofNullable(id), eTag == null ? "" : eTag, bytes));
    }

    @Override
    public String name() {
        return object + versionId.map(id -> "?versionId=" + id).orElse("");
    }

    @Override
    public SpooledSource spool(Path folder) {
        Path file = folder.resolve(SpooledSource.FILE_NAME);
        boolean whole = false;
        try {
            SpooledSource spooled = read(file);
            whole = true;
            return spooled;
        } catch (SdkException e) {
            throw S3Failures.source(name(), object, e);
        } catch (IOException | UncheckedIOException e) {
            throw new SourceException(
                    Kind.UNREADABLE, name() + " can't be read to its end: " + e.getMessage() + "; try again", e);
        } finally {
            if (!whole) {
                delete(file);
            }
        }
    }

    private SpooledSource read(Path file) throws IOException {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .versionId(versionId.orElse(null))
                .build();
        ObjectDownload.Read read = new ObjectDownload(client, request).into(file);
        read.missed().ifPresent(expected -> {
            throw new SourceException(
                    Kind.UNREADABLE,
                    name() + " can't be read to its end: it broke off after " + read.bytes() + " of " + expected
                            + " bytes; try again");
        });
        GetObjectResponse answer = read.answer();
        return new SpooledSource(
                read.content(),
                read.bytes(),
                file,
                SpooledSource.Stamp.of(file),
                version(answer.versionId(), answer.eTag(), read.bytes()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the incomplete file of a source can't be deleted: {}", e.toString());
        }
    }
}

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

/** An object in S3: its newest version, or a given one. */
public final class S3Source implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(S3Source.class);

    private final S3Client client;
    private final S3Uri object;
    private final Optional<String> versionId;
    private final Optional<SourceVersion> told;
    private volatile @Nullable HeadObjectResponse seen;

    /**
     * Names an object; asks for nothing.
     *
     * @param client stays the caller's to close
     * @param bucket the bucket
     * @param key the object's key, literally
     * @param versionId the version to read; empty for the newest
     * @throws IllegalArgumentException if that can't be the name of an object
     */
    public S3Source(S3Client client, String bucket, String key, Optional<String> versionId) {
        this(client, bucket, key, versionId, Optional.empty());
    }

    /**
     * Names an object as somebody saw it, so that it need not be looked at again.
     *
     * @param told what an event says of it: bucket, key, version or ETag, and size
     */
    public S3Source(
            S3Client client, String bucket, String key, Optional<String> versionId, Optional<SourceVersion> told) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the name of a bucket is not the name of an object: s3://" + bucket);
        }
        this.client = client;
        this.object = new S3Uri(bucket, key);
        this.versionId = versionId;
        this.told = told;
    }

    /** The object as it was at one time: by its version, or its ETag in a bucket without versions. */
    public static SourceVersion versionOf(
            String bucket, String key, Optional<String> versionId, String eTag, long bytes) {
        // HeadObject puts the ETag into quotation marks, an event does not; "null" is an object older than its
        // versions.
        String version = versionId.filter(id -> !id.equals("null")).orElse(eTag.replace("\"", ""));
        return SourceVersion.of(bucket, key, version, bytes);
    }

    @Override
    public Optional<SourceVersion> version() {
        if (told.isPresent()) {
            return told;
        }
        HeadObjectResponse head = head();
        return version(head.versionId(), head.eTag(), head.contentLength());
    }

    @Override
    public OptionalLong bytes() {
        Long length = head().contentLength();
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** S3 proves the SHA-256 that an upload in one piece carried; that of a multipart upload is one of hashes, no use here. */
    @Override
    public Optional<ContentHash> declaredContent() {
        HeadObjectResponse head = head();
        if (told.isPresent() && !told.equals(version(head.versionId(), head.eTag(), head.contentLength()))) {
            // It was written over since the event: what S3 declares now is of other bytes than what the event tells of.
            return Optional.empty();
        }
        if (head.checksumSHA256() == null || head.checksumType() == ChecksumType.COMPOSITE) {
            return Optional.empty();
        }
        try {
            byte[] digest = Base64.getDecoder().decode(head.checksumSHA256());
            return Optional.of(ContentHash.parse(HexFormat.of().formatHex(digest)));
        } catch (IllegalArgumentException e) {
            // A composite one has "-" and a number behind it, and services that do not say which kind it is exist.
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

    /** Empty where a service names neither a version nor an ETag. */
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
            LOG.warn("the part of a source that was read can't be deleted: {}", e.toString());
        }
    }
}

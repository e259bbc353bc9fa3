package dev.renditions.s3;

import dev.renditions.Source;
import dev.renditions.SourceException;
import dev.renditions.SourceException.Kind;
import dev.renditions.Spooled;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object in S3: its newest version, or a given one. */
public final class S3Source implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(S3Source.class);
    private static final int BUFFER = 256 * 1024;

    private final S3Client client;
    private final S3Uri object;
    private final Optional<String> versionId;

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
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the name of a bucket is not the name of an object: s3://" + bucket);
        }
        this.client = client;
        this.object = new S3Uri(bucket, key);
        this.versionId = versionId;
    }

    @Override
    public String name() {
        return object + versionId.map(id -> "?versionId=" + id).orElse("");
    }

    @Override
    public Spooled spool(Path folder) {
        Path file = folder.resolve(Spooled.FILE_NAME);
        boolean whole = false;
        try (ResponseInputStream<GetObjectResponse> in = open()) {
            Spooled spooled = spool(in, file);
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

    private ResponseInputStream<GetObjectResponse> open() {
        return client.getObject(
                request -> request.bucket(object.bucket()).key(object.key()).versionId(versionId.orElse(null)));
    }

    private Spooled spool(ResponseInputStream<GetObjectResponse> in, Path file) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        // Absent only where the body comes in chunks, whose end can't be missed.
        Long expected = in.response().contentLength();
        long bytes;
        try {
            bytes = copy(in, file, digest);
        } catch (IOException | SdkException e) {
            // Closing would read the rest first.
            in.abort();
            throw e;
        }
        // The HTTP client of JDK 17 takes a connection that was cut for the end of the body.
        if (expected != null && bytes != expected) {
            throw new SourceException(
                    Kind.UNREADABLE,
                    name() + " can't be read to its end: it broke off after " + bytes + " of " + expected
                            + " bytes; try again");
        }
        return new Spooled(ContentHash.of(digest), bytes, file, Spooled.Stamp.of(file));
    }

    private static long copy(InputStream in, Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the part of a source that was read can't be deleted: {}", e.toString());
        }
    }
}

package dev.renditions.s3;

import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Downloads an object to a file and hashes it on the way. A large object takes minutes, in which a connection may break
 * or a server may stop responding. Then the download resumes at the same position of the same version, instead of
 * starting again. For one object, and one thread.
 */
final class ObjectDownload {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectDownload.class);
    private static final int BUFFER = 256 * 1024;

    /**
     * The maximum number of resumptions, so that a server that sends a few bytes each time can't keep the download
     * going for ever.
     */
    private static final int RESUMPTIONS = 10;

    private static final int PARTIAL_CONTENT = 206;

    private final S3Client client;
    private final GetObjectRequest request;
    private final MessageDigest digest = ContentHash.newDigest();
    private final byte[] buffer = new byte[BUFFER];
    private long bytes;

    ObjectDownload(S3Client client, GetObjectRequest request) {
        this.client = client;
        this.request = request;
    }

    /**
     * A finished download.
     *
     * @param answer S3's metadata of the object
     * @param content the hash of the bytes
     * @param bytes the number of bytes: fewer than announced if the object could not be read to its end
     */
    record Read(GetObjectResponse answer, ContentHash content, long bytes) {
        /** The expected number of bytes, if fewer were read. */
        Optional<Long> missed() {
            return Optional.ofNullable(answer.contentLength()).filter(length -> length != bytes);
        }
    }

    /**
     * Downloads the object.
     *
     * @param file is created
     * @throws IOException if the body can't be read, or the file not written
     * @throws SdkException if S3 does not answer, or refuses
     */
    Read into(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return into(out);
        }
    }

    /**
     * The same.
     *
     * @throws IOException if the body can't be read, or {@code out} does not accept it
     */
    Read into(OutputStream out) throws IOException {
        GetObjectResponse answer = read(client.getObject(request), out);
        for (int i = 0; i < RESUMPTIONS && resumable(answer); i++) {
            LOG.info(
                    "download of {} broke off after {} of {} bytes; resuming",
                    request.key(),
                    bytes,
                    answer.contentLength());
            Optional<ResponseInputStream<GetObjectResponse>> rest = rest(answer);
            if (rest.isEmpty()) {
                break;
            }
            read(rest.get(), out);
        }
        return new Read(answer, ContentHash.of(digest), bytes);
    }

    private boolean resumable(GetObjectResponse answer) {
        // The length is absent only for a chunked body, whose end is always detected.
        return answer.eTag() != null && answer.contentLength() != null && bytes < answer.contentLength();
    }

    /**
     * The rest of the object; empty if the service ignores the range and sends the whole object. Fails if the object
     * was overwritten meanwhile.
     */
    private Optional<ResponseInputStream<GetObjectResponse>> rest(GetObjectResponse answer) {
        ResponseInputStream<GetObjectResponse> rest = client.getObject(request.toBuilder()
                .range("bytes=" + bytes + "-")
                .ifMatch(answer.eTag())
                .build());
        if (rest.response().sdkHttpResponse().statusCode() == PARTIAL_CONTENT) {
            return Optional.of(rest);
        }
        rest.abort();
        return Optional.empty();
    }

    /** Reads as far as possible; throws only failures that resuming can't solve. */
    private GetObjectResponse read(ResponseInputStream<GetObjectResponse> in, OutputStream out) throws IOException {
        boolean whole = false;
        try {
            whole = copy(in, out);
        } finally {
            if (whole) {
                in.close();
            } else {
                // Closing would read the rest first, so the request is aborted.
                in.abort();
            }
        }
        return in.response();
    }

    /** Whether the end was reached. */
    private boolean copy(ResponseInputStream<GetObjectResponse> in, OutputStream out) throws IOException {
        while (true) {
            Integer read = next(in);
            if (read == null) {
                return false;
            }
            if (read < 0) {
                return true;
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            bytes += read;
        }
    }

    /**
     * The number of bytes read; -1 at the end, which is also what the HTTP client of JDK 17 reports if the connection
     * was cut; null if the body broke off.
     */
    private @Nullable Integer next(ResponseInputStream<GetObjectResponse> in) throws IOException {
        try {
            return ((InputStream) in).read(buffer);
        } catch (AbortedException e) {
            throw e;
        } catch (IOException | SdkException e) {
            if (!resumable(in.response())) {
                throw e;
            }
            LOG.info("download of {} broke off: {}", request.key(), e.toString());
            return null;
        }
    }
}

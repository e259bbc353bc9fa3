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
 * Reads an object into a file, hashing on the way. A large one takes minutes, in which connections break and servers fall
 * silent; then the rest is asked for, of the same bytes, instead of all of it again. For one thread, and one object.
 */
final class ObjectDownload {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectDownload.class);
    private static final int BUFFER = 256 * 1024;

    /** How often the rest is asked for: a server that gives a little each time must come to an end. */
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
     * What was read.
     *
     * @param answer what S3 said of the object
     * @param content the hash of the bytes
     * @param bytes how many they were: fewer than said if it could not be read to its end
     */
    record Read(GetObjectResponse answer, ContentHash content, long bytes) {
        /** How many bytes it should have had, where that is not so. */
        Optional<Long> missed() {
            return Optional.ofNullable(answer.contentLength()).filter(length -> length != bytes);
        }
    }

    /**
     * Reads it.
     *
     * @param file is made
     * @throws IOException if it can't be read or written
     * @throws SdkException if S3 can't be asked, or refuses
     */
    Read into(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            GetObjectResponse answer = read(client.getObject(request), out);
            for (int i = 0; i < RESUMPTIONS && resumable(answer); i++) {
                LOG.info(
                        "{} broke off after {} of {} bytes; the rest is asked for",
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
    }

    private boolean resumable(GetObjectResponse answer) {
        // Length is absent only where the body comes in chunks, whose end can't be missed.
        return answer.eTag() != null && answer.contentLength() != null && bytes < answer.contentLength();
    }

    /** Empty if the service gives the whole again. That it was written over meanwhile is a refusal. */
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

    /** Reads as far as it comes; throws only what can't be mended by reading on. */
    private GetObjectResponse read(ResponseInputStream<GetObjectResponse> in, OutputStream out) throws IOException {
        boolean whole = false;
        try {
            whole = copy(in, out);
        } finally {
            if (whole) {
                in.close();
            } else {
                // Closing would read the rest first.
                in.abort();
            }
        }
        return in.response();
    }

    /** Whether its end was reached. */
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

    /** How much came; -1 at the end, which is where the client of JDK 17 sees a connection that was cut; null if it broke off. */
    private @Nullable Integer next(ResponseInputStream<GetObjectResponse> in) throws IOException {
        try {
            return ((InputStream) in).read(buffer);
        } catch (AbortedException e) {
            throw e;
        } catch (IOException | SdkException e) {
            if (!resumable(in.response())) {
                throw e;
            }
            LOG.info("reading {} broke off: {}", request.key(), e.toString());
            return null;
        }
    }
}

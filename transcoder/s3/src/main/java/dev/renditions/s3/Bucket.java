package dev.renditions.s3;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.index.ContentHash;
import dev.renditions.store.BoundedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The operations of a store on the objects of a bucket. Failures are {@link StoreException}s that name the object. */
record Bucket(S3Client client, String name, PartSizes parts) {
    /** A bucket with S3's own part sizes. */
    Bucket(S3Client client, String name) {
        this(client, name, PartSizes.S3);
    }

    /** The metadata key for the content hash of the source that an object was made from. */
    static final String SOURCE_HASH = "renditions-content-hash";

    /** The content under a key never changes. */
    static final String IMMUTABLE = "max-age=31536000, immutable";

    /** A small object with its entity tag, for conditional writes; empty if it does not exist. */
    Optional<ResponseBytes<GetObjectResponse>> read(String key) {
        return read(key, request -> {});
    }

    /** The same with additions to the request; empty also if it has no bytes and a range of it is requested. */
    Optional<ResponseBytes<GetObjectResponse>> read(String key, Consumer<GetObjectRequest.Builder> more) {
        try {
            return Optional.of(
                    client.getObject(request -> more.accept(request.bucket(name).key(key)), Bucket::whole));
        } catch (SdkException e) {
            // 416 is the response to the range of an empty object.
            if (S3Failures.isMissingObject(e) || S3Failures.status(e) == 416) {
                return Optional.empty();
            }
            throw failure("can't be read", key, e);
        }
    }

    /** The metadata of an object; empty if it does not exist. */
    Optional<HeadObjectResponse> look(String key) {
        return look(key, request -> {});
    }

    /** The same with its checksums, for which S3 may require more permissions. */
    Optional<HeadObjectResponse> lookWithChecksums(String key) {
        return look(key, request -> request.checksumMode(ChecksumMode.ENABLED));
    }

    private Optional<HeadObjectResponse> look(String key, Consumer<HeadObjectRequest.Builder> more) {
        try {
            return Optional.of(client.headObject(
                    request -> more.accept(request.bucket(name).key(key))));
        } catch (SdkException e) {
            if (S3Failures.isMissingObject(e)) {
                return Optional.empty();
            }
            throw failure("can't be inspected", key, e);
        }
    }

    /**
     * All objects whose keys start with a prefix, in the order of their keys. Lazy: requests the next thousand only
     * when those before have been consumed.
     */
    Stream<S3Object> objects(String prefix) {
        return StreamSupport.stream(new BucketListing(client, name, prefix), false);
    }

    /**
     * Uploads a file. S3 refuses it unless the received bytes have the file's SHA-256. A file that is too long for a
     * single request is uploaded in parts, and this method checks its SHA-256.
     */
    void upload(String key, Path from, RenditionFile file, ContentHash source) {
        checkSize(from, file);
        if (file.bytes() > parts.threshold()) {
            try {
                new MultipartUpload(client, name, parts).upload(key, from, file, metadata(source));
            } catch (SdkException e) {
                throw failure("can't be written", key, e);
            }
            return;
        }
        Duration limit = PartSizes.timeFor(file.bytes());
        PutObjectRequest request = request(key, file.sha256(), source)
                .contentType(file.mediaType())
                .cacheControl(IMMUTABLE)
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(limit))
                .build();
        try {
            client.putObject(request, RequestBody.fromFile(from));
        } catch (SdkException e) {
            throw failure("can't be written", key, e);
        }
    }

    /**
     * Writes JSON if the object does not exist yet.
     *
     * @return whether it was written
     */
    boolean writeIfAbsent(String key, byte[] json, ContentHash source) {
        return writeIf(key, json, source, request -> request.ifNoneMatch("*"));
    }

    /**
     * Writes JSON over an object if it still has this entity tag.
     *
     * @return whether it was written
     */
    boolean writeInPlaceOf(String etag, String key, byte[] json, ContentHash source) {
        return writeIf(key, json, source, request -> request.ifMatch(etag));
    }

    /** Writes JSON, over whatever is there. */
    void write(String key, byte[] json, ContentHash source) {
        if (!writeIf(key, json, source, request -> request.overrideConfiguration(LeaseObjects.SOON))) {
            S3Uri object = new S3Uri(name, key);
            throw new StoreException(true, object + " can't be written now", new IllegalStateException("refused"));
        }
    }

    /**
     * Deletes JSON if it still has this entity tag. If the service does not support conditional deletes, the object is
     * first overwritten on that condition and then deleted; a write between these two requests is lost.
     *
     * @return whether it was deleted
     */
    boolean deleteIf(String etag, String key, ContentHash source) {
        try {
            client.deleteObject(request -> request.bucket(name).key(key).ifMatch(etag));
            return true;
        } catch (SdkException e) {
            if (S3Failures.status(e) == 412 || S3Failures.isMissingObject(e)) {
                return false;
            }
            if (S3Failures.status(e) == 501) {
                return writeInPlaceOf(etag, key, new byte[0], source) && delete(key);
            }
            throw failure("can't be deleted", key, e);
        }
    }

    private boolean delete(String key) {
        try {
            client.deleteObject(request -> request.bucket(name).key(key));
            return true;
        } catch (SdkException e) {
            throw failure("can't be deleted", key, e);
        }
    }

    /**
     * Downloads an object to a new file.
     *
     * @param most the most bytes
     * @param limit how long it may take
     * @throws IOException if the file can't be written, or a limit is reached
     */
    ObjectDownload.Read download(String key, Path target, long most, Duration limit) throws IOException {
        try (OutputStream out = new BoundedOutput(Files.newOutputStream(target), most, limit)) {
            GetObjectRequest request =
                    GetObjectRequest.builder().bucket(name).key(key).build();
            return new ObjectDownload(client, request).into(out);
        } catch (SdkException e) {
            throw failure("can't be read", key, e);
        }
    }

    /** The hash of an object's bytes, for which the object is read completely; empty if it does not exist. */
    Optional<ContentHash> hash(String key) {
        try {
            return Optional.of(client.getObject(
                    request -> request.bucket(name)
                            .key(key)
                            .overrideConfiguration(o -> o.apiCallAttemptTimeout(PartSizes.timeFor(Long.MAX_VALUE))),
                    (answer, in) -> ContentHash.of(in)));
        } catch (SdkException e) {
            if (S3Failures.isMissingObject(e)) {
                return Optional.empty();
            }
            throw failure("can't be read", key, e);
        }
    }

    /** Deletes objects, and only logs failures: nothing refers to these objects, and they cost only space. */
    void discard(List<String> keys) {
        new BatchDeletion(client, name).discard(keys);
    }

    private boolean writeIf(String key, byte[] json, ContentHash source, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest.Builder request =
                request(key, ContentHash.of(json), source).contentType("application/json");
        condition.accept(request);
        try {
            client.putObject(request.build(), RequestBody.fromBytes(json));
            return true;
        } catch (SdkException e) {
            // 404 is the response to If-Match if the object has been deleted.
            if (S3Failures.status(e) == 412 || S3Failures.isMissingObject(e)) {
                return false;
            }
            throw failure("can't be written", key, e);
        }
    }

    private PutObjectRequest.Builder request(String key, ContentHash sha256, ContentHash source) {
        return PutObjectRequest.builder()
                .bucket(name)
                .key(key)
                .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256.hex())))
                .metadata(metadata(source));
    }

    private static Map<String, String> metadata(ContentHash source) {
        return Map.of(SOURCE_HASH, source.hex());
    }

    /**
     * Makes the SDK retry if the response breaks off. The HTTP client of JDK 25 throws in this case; that of JDK 17
     * reports a normal end, and half a manifest would count as a damaged one.
     */
    private static ResponseBytes<GetObjectResponse> whole(GetObjectResponse answer, InputStream in) {
        byte[] bytes;
        try {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw RetryableException.create("the response broke off: " + e.getMessage(), e);
        }
        Long expected = answer.contentLength();
        if (expected != null && bytes.length != expected) {
            throw RetryableException.create(
                    "the response broke off after " + bytes.length + " of " + expected + " bytes");
        }
        return ResponseBytes.fromByteArrayUnsafe(answer, bytes);
    }

    private static void checkSize(Path from, RenditionFile file) {
        try {
            long bytes = Files.size(from);
            if (bytes != file.bytes()) {
                throw new IOException("the file has " + bytes + " bytes, but its manifest lists " + file.bytes());
            }
            if (bytes > PartSizes.LARGEST_OBJECT) {
                throw new StoreException(
                        false,
                        file.name() + " has " + bytes + " bytes; the limit of S3 is " + PartSizes.LARGEST_OBJECT
                                + "; use a profile with a lower bitrate",
                        new IOException("too large"));
            }
        } catch (IOException e) {
            throw new StoreException(true, from + " can't be uploaded: " + e.getMessage(), e);
        }
    }

    private RuntimeException failure(String what, String key, SdkException e) {
        S3Uri object = new S3Uri(name, key);
        return S3Failures.store(object + " " + what, object, e);
    }
}

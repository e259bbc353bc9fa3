package dev.renditions.s3;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.index.ContentHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Uploads a file in parts, one after another. S3 checks each part by its CRC-64, and the whole object by the CRC-64 of
 * all its bytes. S3 can't check a SHA-256 of parts, so the file's SHA-256 is checked here over the same bytes as the
 * CRCs, and stored as metadata. The object becomes visible with the last request only. A failed upload is aborted; if
 * the abort fails too, the bucket's lifecycle rule removes the parts.
 */
record MultipartUpload(S3Client client, String bucket, PartSizes sizes) {
    /** The metadata key for the SHA-256 of the whole object, in hexadecimal digits. */
    static final String SHA256 = "renditions-sha256";

    private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);
    private static final int BUFFER = 1 << 18;

    /** What the object must be like before the upload. */
    @FunctionalInterface
    private interface Condition {
        void addTo(CompleteMultipartUploadRequest.Builder request);
    }

    /** Checksums of the bytes that have been uploaded so far. */
    private record Sums(Crc64Nvme crc, MessageDigest sha256) {}

    /**
     * Uploads a file.
     *
     * @throws SdkException if S3 does not answer, or refuses the upload
     * @throws StoreException if the file can't be read, or has other bytes than its manifest lists
     */
    void upload(String key, Path from, RenditionFile file, Map<String, String> metadata) {
        upload(key, from, file, metadata, request -> {});
    }

    /**
     * The same, unless the object exists: then S3 refuses the last request with status 412.
     *
     * @throws SdkException also if the object exists
     */
    void uploadIfAbsent(String key, Path from, RenditionFile file, Map<String, String> metadata) {
        upload(key, from, file, metadata, request -> request.ifNoneMatch("*"));
    }

    private void upload(String key, Path from, RenditionFile file, Map<String, String> metadata, Condition condition) {
        Map<String, String> described = new HashMap<>(metadata);
        described.put(SHA256, file.sha256().hex());
        String id = client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .contentType(file.mediaType())
                        .cacheControl(Bucket.IMMUTABLE)
                        .metadata(described)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
        boolean done = false;
        try {
            Sums sums = new Sums(new Crc64Nvme(), ContentHash.newDigest());
            List<CompletedPart> parts = parts(key, id, from, file, sums);
            if (!ContentHash.of(sums.sha256()).equals(file.sha256())) {
                throw new IOException("the file's SHA-256 is not the one in its manifest");
            }
            complete(key, id, parts, sums.crc().base64(), file, condition);
            done = true;
        } catch (IOException e) {
            throw new StoreException(true, from + " can't be uploaded: " + e.getMessage(), e);
        } finally {
            if (!done) {
                abort(key, id);
            }
        }
    }

    private List<CompletedPart> parts(String key, String id, Path from, RenditionFile file, Sums sums)
            throws IOException {
        long size = sizes.sizeFor(file.bytes());
        List<CompletedPart> parts = new ArrayList<>();
        for (long at = 0; at < file.bytes(); at += size) {
            parts.add(part(key, id, parts.size() + 1, new Section(from, at, Math.min(size, file.bytes() - at)), sums));
        }
        return parts;
    }

    private CompletedPart part(String key, String id, int number, Section section, Sums sums) throws IOException {
        Crc64Nvme crc = new Crc64Nvme();
        section.update(crc, sums);
        String etag = client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .checksumCRC64NVME(crc.base64())
                                .overrideConfiguration(
                                        o -> o.apiCallAttemptTimeout(PartSizes.timeFor(section.bytes()))),
                        RequestBody.fromContentProvider(
                                section::openUnchecked, section.bytes(), "application/octet-stream"))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumCRC64NVME(crc.base64())
                .build();
    }

    private void complete(
            String key, String id, List<CompletedPart> parts, String crc, RenditionFile file, Condition condition) {
        try {
            // S3 assembles the parts before it responds, which takes minutes for many parts.
            client.completeMultipartUpload(request -> condition.addTo(request.bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(parts))
                    .checksumCRC64NVME(crc)
                    .checksumType(ChecksumType.FULL_OBJECT)
                    .mpuObjectSize(file.bytes())
                    .overrideConfiguration(o -> o.apiCallAttemptTimeout(PartSizes.timeFor(file.bytes())))));
        } catch (SdkException e) {
            // The response to the first attempt was lost, and the upload no longer exists.
            if (!S3Failures.code(e).equals("NoSuchUpload") || !isThere(key, crc, file)) {
                throw e;
            }
        }
    }

    private boolean isThere(String key, String crc, RenditionFile file) {
        HeadObjectResponse there =
                client.headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
        return there.contentLength() == file.bytes() && crc.equals(there.checksumCRC64NVME());
    }

    private void abort(String key, String id) {
        boolean interrupted = Thread.interrupted();
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException e) {
            LOG.warn("the upload {} of s3://{}/{} can't be aborted: {}", id, bucket, key, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A part of a file. It is read once for the checksums, and once for each attempt to send it. */
    private record Section(Path file, long from, long bytes) {
        void update(Crc64Nvme crc, Sums sums) throws IOException {
            long left = bytes;
            try (InputStream in = open()) {
                byte[] buffer = new byte[BUFFER];
                for (int n; left > 0 && (n = in.read(buffer, 0, (int) Math.min(BUFFER, left))) >= 0; left -= n) {
                    crc.update(buffer, 0, n);
                    sums.crc().update(buffer, 0, n);
                    sums.sha256().update(buffer, 0, n);
                }
            }
            if (left > 0) {
                throw new IOException("the file was truncated while it was read");
            }
        }

        InputStream open() throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            channel.position(from);
            return new Bounded(Channels.newInputStream(channel), bytes);
        }

        InputStream openUnchecked() {
            try {
                return open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
    /** The first bytes of a stream. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(n, 0);
            return n;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long n = super.skip(Math.min(bytes, left));
            left -= n;
            return n;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(super.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

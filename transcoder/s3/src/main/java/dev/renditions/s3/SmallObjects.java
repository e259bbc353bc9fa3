package dev.renditions.s3;

import dev.renditions.index.ContentHash;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.BytesWrapper;

/**
 * Small objects in a bucket, each of which is replaced as a whole. Others wait for them, so their timeouts are short.
 *
 * @param prefix the prefix of the store; empty or with a slash at its end
 */
record SmallObjects(Bucket bucket, String prefix) {
    /**
     * The bytes of an object; empty if it does not exist or is longer.
     *
     * @param most how many bytes it may have
     */
    Optional<byte[]> read(String path, int most) {
        return bucket.read(
                        key(path), request -> request.range("bytes=0-" + most).overrideConfiguration(LeaseObjects.SOON))
                .map(BytesWrapper::asByteArrayUnsafe)
                .filter(bytes -> bytes.length <= most);
    }

    /** Writes an object, in place of any other. */
    void write(String path, byte[] bytes, ContentHash source) {
        bucket.write(key(path), bytes, source);
    }

    /** The paths of all objects that start like this. */
    Stream<String> paths(String start) {
        return bucket.objects(key(start)).map(object -> object.key().substring(prefix.length()));
    }

    String key(String path) {
        return prefix + path;
    }
}

package dev.renditions.index;

/**
 * The name of an object as it was at one time, so that its content hash need not be computed again: bucket, key, version
 * and size. Not the content's name: two of them may well have the same content. Immutable.
 *
 * @param digest the SHA-256 over its parts, in the form of a {@link ContentHash}
 */
public record SourceVersion(ContentHash digest) {
    /**
     * An object at one time.
     *
     * @param bucket its bucket
     * @param key its key
     * @param version its version, or where the bucket has none, its ETag: either changes with the bytes
     * @param bytes its size
     */
    public static SourceVersion of(String bucket, String key, String version, long bytes) {
        return new SourceVersion(ContentHash.ofParts(bucket, key, version, Long.toString(bytes)));
    }
}

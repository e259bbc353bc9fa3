package dev.renditions.index;

/**
 * Identifies one version of an object by bucket, key, version and size, so that its content is hashed once. Two source
 * versions may have the same content. Immutable.
 *
 * @param digest the SHA-256 of its parts, in the form of a {@link ContentHash}
 */
public record SourceVersion(ContentHash digest) {
    /**
     * The identity of one version of an object.
     *
     * @param bucket its bucket
     * @param key its key
     * @param version its version ID, or its ETag in a bucket without versions; both change with the bytes
     * @param bytes its size
     */
    public static SourceVersion of(String bucket, String key, String version, long bytes) {
        return new SourceVersion(ContentHash.ofParts(bucket, key, version, Long.toString(bytes)));
    }
}

package dev.renditions.index;

/**
 * Identifies the permission of one caller for one object. Immutable.
 *
 * @param digest the SHA-256 of its parts, in the form of a {@link ContentHash}; it does not reveal caller or object
 */
public record PermissionKey(ContentHash digest) {
    /**
     * The key for a caller and an object.
     *
     * @param caller a unique name of the caller
     * @param bucket the object's bucket
     * @param key the object's key
     */
    public static PermissionKey of(String caller, String bucket, String key) {
        return new PermissionKey(ContentHash.ofParts(caller, bucket, key));
    }
}

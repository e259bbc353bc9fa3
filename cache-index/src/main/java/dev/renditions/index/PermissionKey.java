package dev.renditions.index;

/**
 * The name of somebody's right to an object. Immutable.
 *
 * @param digest the SHA-256 over its parts, in the form of a {@link ContentHash}: nobody reads from it who asked for what
 */
public record PermissionKey(ContentHash digest) {
    /**
     * A caller's right to an object.
     *
     * @param caller who, by a name that nobody else has
     * @param bucket the object's bucket
     * @param key the object's key
     */
    public static PermissionKey of(String caller, String bucket, String key) {
        return new PermissionKey(ContentHash.ofParts(caller, bucket, key));
    }
}

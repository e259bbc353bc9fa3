package dev.renditions.config;

import dev.renditions.api.IndexSecret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The location of a store. */
public sealed interface StoreAddress permits StoreAddress.Directory, StoreAddress.Bucket {
    /** A bucket's name by AWS's rules, and a prefix of characters that need no escaping. */
    Pattern S3 = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])"
            + "(?:/((?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?)/?)?");

    /**
     * A local folder.
     *
     * @param path the folder; need not exist
     */
    record Directory(Path path) implements StoreAddress {}

    /**
     * A bucket of S3.
     *
     * @param name the bucket
     * @param prefix the prefix of all keys, without slashes at either end; may be empty
     */
    record Bucket(String name, String prefix) implements StoreAddress {
        private static final Pattern OURS = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{64}/.+", Pattern.DOTALL);

        /**
         * Whether an object belongs to the store: everything under its prefix; without a prefix, keys that have the
         * form of a rendition's key, and the secret key of the index.
         */
        boolean holds(String bucket, String key) {
            return bucket.equals(name)
                    && (prefix.isEmpty()
                            ? OURS.matcher(key).matches() || key.equals(IndexSecret.NAME)
                            : key.startsWith(prefix + "/"));
        }

        /** The path of an object within the store; absent if it does not belong to the store. */
        Optional<String> path(String bucket, String key) {
            return holds(bucket, key)
                    ? Optional.of(prefix.isEmpty() ? key : key.substring(prefix.length() + 1))
                    : Optional.empty();
        }
    }

    /**
     * Parses {@code file:DIR} or {@code s3://BUCKET/PREFIX}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static StoreAddress parse(String text) {
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            String path = text.substring("file:".length());
            return new Directory(Path.of(path.startsWith("///") ? path.substring(2) : path));
        }
        Matcher s3 = S3.matcher(text);
        if (s3.matches()) {
            return new Bucket(s3.group(1), s3.group(2) == null ? "" : s3.group(2));
        }
        throw new IllegalArgumentException("'" + text
                + "' is not a store; write file:DIR or s3://BUCKET/PREFIX (letters, digits and / _ . - in the prefix)");
    }
}

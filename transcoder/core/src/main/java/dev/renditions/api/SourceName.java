package dev.renditions.api;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The bucket and key of an object that a request names: untrusted text, checked against S3's rules for names. Immutable.
 *
 * @param bucket lower case letters, digits, dots and hyphens
 * @param key the object's key, decoded
 */
public record SourceName(String bucket, String key) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** S3's limit on the length of an object key, in bytes of UTF-8. */
    public static final int LONGEST_KEY = 1024;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if no such object can exist, or its key has a segment {@code .} or {@code ..},
     *     which proxies and clients between the caller and S3 would resolve as in a path
     */
    public SourceName {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "the bucket name is not valid: it has 3 to 63 lower case letters, digits, dots and hyphens");
        }
        if (key.isEmpty() || key.endsWith("/") || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "the object key is empty, ends with a slash or is longer than " + LONGEST_KEY + " bytes");
        }
        for (String segment : key.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a key with the segment '" + segment + "' is not allowed");
            }
        }
        if (key.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("a key with control characters is not allowed");
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}

package dev.renditions.api;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An object that somebody names in a request: text from outside, checked to be able to be the name of one. Immutable.
 *
 * @param bucket the bucket: lower case letters, digits, dots and hyphens
 * @param key the object's key, decoded, literally
 */
public record SourceName(String bucket, String key) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** S3's own limit, in bytes of UTF-8. */
    private static final int LONGEST_KEY = 1024;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if there can be no such object, or its key has a segment {@code .} or {@code ..},
     *     which half of what stands between a caller and S3 would take for a path
     */
    public SourceName {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("the bucket name is not valid: 3 to 63 lower case letters, digits, dots and hyphens");
        }
        if (key.isEmpty() || key.endsWith("/") || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new IllegalArgumentException("the object key is empty, ends with a slash or is longer than " + LONGEST_KEY + " bytes");
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

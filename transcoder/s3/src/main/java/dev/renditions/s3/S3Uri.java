package dev.renditions.s3;

import dev.renditions.api.SourceName;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name of an object or of a bucket as users write it: {@code s3://bucket/key}. The key is literal: {@code %20} is
 * three characters, and {@code ?} and {@code #} have no special meaning. Therefore it is not a {@link java.net.URI}.
 * Immutable.
 *
 * @param bucket the bucket's name
 * @param key the object's key; empty for the bucket itself
 */
public record S3Uri(String bucket, String key) {
    private static final String SCHEME = "s3://";
    /** Wider than today's rules: buckets from before 2018 may have capital letters and underscores. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /**
     * Checks the bucket and the length of the key.
     *
     * @throws IllegalArgumentException if the bucket's name is invalid, or the key is longer than 1,024 bytes
     */
    public S3Uri {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("invalid bucket name: '" + bucket + "'");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > SourceName.LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "the key of an object must have at most " + SourceName.LONGEST_KEY + " bytes: " + key);
        }
    }

    /** Whether a text starts like an S3 URI. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Parses {@code s3://bucket}, {@code s3://bucket/} or {@code s3://bucket/key}.
     *
     * @throws IllegalArgumentException if {@code text} has another form
     */
    public static S3Uri parse(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("not an S3 URI: '" + text + "'; write s3://bucket/key");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? new S3Uri(rest, "") : new S3Uri(rest.substring(0, slash), rest.substring(slash + 1));
    }

    /** The form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}

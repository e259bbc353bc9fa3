package dev.renditions.s3;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name of an object or of a bucket, as people type it: {@code s3://bucket/key}. The key is taken literally, whatever is
 * in it: {@code %20} are three characters, {@code ?} and {@code #} begin nothing. That makes it no {@link java.net.URI}.
 * Immutable.
 *
 * @param bucket the bucket's name
 * @param key the object's key; empty for the bucket itself
 */
public record S3Uri(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final int LONGEST_KEY = 1024;
    /** Wider than today's rules: buckets of 2018 and before may have capitals and underscores. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the bucket can't be the name of one, or the key is longer than 1,024 bytes
     */
    public S3Uri {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("not the name of a bucket: '" + bucket + "'");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new IllegalArgumentException("the key of an object has at most " + LONGEST_KEY + " bytes: " + key);
        }
    }

    /** Whether a text begins as one of these does. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads {@code s3://bucket}, {@code s3://bucket/} or {@code s3://bucket/key}.
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

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}

package dev.renditions.media;

import java.util.regex.Pattern;

/**
 * Identifies what one stream of a file decodes to from its beginning: equal hashes mean equal frames or samples at equal times,
 * whatever file the stream lies in. Where a decoder begins after seeking depends on the rest of the file as well, so a hash does
 * not identify clips. Immutable.
 *
 * @param hex a SHA-256 as 64 lower-case hex digits
 */
public record StreamHash(String hex) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public StreamHash {
        if (!SHA_256.matcher(hex).matches()) {
            throw new IllegalArgumentException("a stream hash has 64 lower-case hex digits");
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}

package dev.renditions.index;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies an encoded track by the streams that it is decoded from and its effective settings. Written as
 * {@code video-<digest>}, which is legal in an object key, in a file name and in a Memcached key. Immutable.
 *
 * @param kind what the track carries
 * @param digest the SHA-256 of stream hashes and settings: 64 lower-case hexadecimal digits
 */
public record TrackId(TrackKind kind, String digest) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the digest.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public TrackId {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not the digest of a track: '" + digest + "'");
        }
    }

    /**
     * Parses the output of {@link #toString()}.
     *
     * @throws IllegalArgumentException if {@code text} has another form
     */
    public static TrackId parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("not a track ID: '" + text + "'"));
    }

    /** The track with this ID; empty if the text is not one, for example one of a kind that a later version adds. */
    public static Optional<TrackId> find(String text) {
        int hyphen = text.indexOf('-');
        return TrackKind.of(text.substring(0, Math.max(hyphen, 0)))
                .filter(kind -> DIGEST.matcher(text.substring(hyphen + 1)).matches())
                .map(kind -> new TrackId(kind, text.substring(hyphen + 1)));
    }

    @Override
    public String toString() {
        return kind.word() + "-" + digest;
    }
}

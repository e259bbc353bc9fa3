package dev.renditions.index;

import dev.renditions.index.codec.Seal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Keys and locations for tests of an index. */
public final class Samples {
    private static final Seal SEAL = Seal.with(new byte[Seal.LEAST_BYTES]);

    private Samples() {}

    /** A key that no other test uses. */
    public static RenditionKey freshKey() {
        return key(UUID.randomUUID().toString(), "mp4-720p");
    }

    /** The key of a source with this text as its content. */
    public static RenditionKey key(String content, String profile) {
        ContentHash hash = ContentHash.of(content.getBytes(StandardCharsets.UTF_8));
        return new RenditionKey(hash, new ProfileId(profile, "0123456789ab"));
    }

    /** A track that no other test uses. */
    public static TrackId freshTrack() {
        return new TrackId(TrackKind.VIDEO, freshKey().content().hex());
    }

    /** The location of a track that differs for each number. */
    public static TrackLocation trackLocation(int number) {
        return new TrackLocation(key("content " + number, "mp4-720p"), number + "/video.mp4");
    }

    /** A location that differs for each number. */
    public static RenditionLocation location(int number) {
        return new RenditionLocation(
                URI.create("s3://bucket/renditions/" + number + "/video.mp4"),
                "video/mp4",
                1000 + number,
                Duration.ofMillis(1234 + number));
    }

    /** An object that no other test uses. */
    public static SourceVersion freshSource() {
        return SourceVersion.of("uploads", UUID.randomUUID().toString(), "1", 1000);
    }

    /** The seal of all indexes in these tests. */
    public static Seal seal() {
        return SEAL;
    }

    /** A value as an index stores it under this cache key. */
    public static byte[] sealed(String key, String payload) {
        return SEAL.seal(key, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload of a stored value. */
    public static String opened(String key, String value) {
        return new String(SEAL.open(key, value.getBytes(StandardCharsets.UTF_8)).orElseThrow(), StandardCharsets.UTF_8);
    }

    /** A failure that differs for each number. */
    public static RecordedFailure failure(int number) {
        return new RecordedFailure("damaged", "stream " + number + " breaks off");
    }
}

package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import java.util.Optional;

/**
 * The stored form of the location of a track, in an index and in a store:
 * {@code {"v":1,"track":"video-...","content":"...","profile":"mp4-720p-0123456789ab","file":"video.mp4"}}, in this order. It
 * names the track, so that a value under the key of another track is unreadable. For adapters; thread-safe.
 */
public final class TrackCodec {
    private TrackCodec() {}

    /** Encodes the location of a track. At most 2 KB, since each part is bounded. */
    public static byte[] encode(TrackId track, TrackLocation location) {
        return StoredJson.write(json -> {
            json.writeStringField("track", track.toString());
            json.writeStringField("content", location.rendition().content().hex());
            json.writeStringField("profile", location.rendition().profile().toString());
            json.writeStringField("file", location.file());
        });
    }

    /** Decodes the location of {@code track}; empty if the bytes are unreadable, or name another track. Never throws. */
    public static Optional<TrackLocation> decode(TrackId track, byte[] value) {
        return StoredJson.read(value)
                .filter(node -> text(node, "track").equals(track.toString()))
                .flatMap(TrackCodec::location);
    }

    private static Optional<TrackLocation> location(JsonNode node) {
        try {
            RenditionKey rendition =
                    new RenditionKey(ContentHash.parse(text(node, "content")), ProfileId.parse(text(node, "profile")));
            return Optional.of(new TrackLocation(rendition, text(node, "file")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text of a member; empty if it is absent or not text, which no member allows. */
    private static String text(JsonNode node, String name) {
        JsonNode member = node.path(name);
        return member.isTextual() ? member.textValue() : "";
    }
}

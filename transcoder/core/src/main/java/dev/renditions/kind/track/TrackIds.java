package dev.renditions.kind.track;

import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.media.StreamHash;
import dev.renditions.support.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names tracks by the streams that they are decoded from and their effective settings. */
public final class TrackIds {
    /**
     * Raised by hand when the settings of an unchanged recipe are written otherwise. If its pixels or samples change, the pipeline
     * version of a kind is raised, which renames all tracks too.
     */
    private static final int VERSION = 1;

    private static final List<Integer> VERSIONS = List.of(
            VERSION,
            ProfileKind.VIDEO.pipelineVersion(),
            ProfileKind.STREAMING.pipelineVersion(),
            ProfileKind.AUDIO.pipelineVersion());

    private TrackIds() {}

    /**
     * The ID of a track.
     *
     * @param hashes the hash of each stream that the recipe names, by its index
     * @throws IllegalArgumentException if one is absent
     */
    public static TrackId of(TrackRecipe recipe, Map<Integer, StreamHash> hashes) {
        byte[] text = canonical(recipe, hashes).getBytes(StandardCharsets.UTF_8);
        return new TrackId(recipe.kind(), ContentHash.of(text).hex());
    }

    /** The text that is hashed: one line of JSON. */
    static String canonical(TrackRecipe recipe, Map<Integer, StreamHash> hashes) {
        List<String> streams =
                recipe.streams().stream().map(stream -> hash(hashes, stream)).toList();
        Map<String, Object> all = new HashMap<>();
        all.put("versions", VERSIONS);
        all.put("kind", recipe.kind().word());
        all.put("streams", streams);
        all.put("settings", recipe.settings());
        return CanonicalJson.of(all);
    }

    private static String hash(Map<Integer, StreamHash> hashes, int stream) {
        return Optional.ofNullable(hashes.get(stream))
                .orElseThrow(() -> new IllegalArgumentException("stream " + stream + " has no hash"))
                .hex();
    }
}

package dev.renditions.kind.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a video profile does besides encoding. Everything is optional. Immutable.
 *
 * @param clip the part that is kept; absent to keep all
 * @param watermark the image that is laid over each frame; absent for none
 * @param metadata the names of the source's tags that are copied, such as {@code title}; all others are dropped
 */
public record Edits(Optional<Clip> clip, Optional<Watermark> watermark, List<String> metadata) {
    /** No edits. */
    public static final Edits NONE = new Edits(Optional.empty(), Optional.empty(), List.of());

    /** Copies the list, in alphabetical order. */
    public Edits {
        metadata = metadata.stream().sorted().distinct().toList();
    }

    /** The edits that are present, by name; empty for {@link #NONE}, so that profiles without edits keep their fingerprints. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        clip.ifPresent(c -> settings.put("clip", c.settings()));
        watermark.ifPresent(w -> settings.put("watermark", w.settings()));
        if (!metadata.isEmpty()) {
            settings.put("metadata", metadata);
        }
        return settings;
    }
}

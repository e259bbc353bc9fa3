package dev.renditions.profile;

import java.time.Duration;
import java.util.Map;

/**
 * A few seconds of a video as a small animated WebP without sound.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param preview settings of the picture
 */
public record PreviewProfile(String name, String description, Duration ttl, PreviewSettings preview)
        implements Profile {
    @Override
    public String kind() {
        return "preview";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("preview", preview);
    }

    @Override
    public String mediaType() {
        return "image/webp";
    }

    @Override
    public String fileName() {
        return "preview.webp";
    }
}

package dev.renditions.profile;

import java.time.Duration;
import java.util.Map;

/**
 * One picture that stands for the source, as JPEG: a frame out of the middle third of a video, the cover of an audio
 * file, or a still made smaller.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param image settings of the picture
 */
public record ImageProfile(String name, String description, Duration ttl, ImageSettings image) implements Profile {
    @Override
    public String kind() {
        return "image";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("image", image);
    }

    @Override
    public String mediaType() {
        return "image/jpeg";
    }

    @Override
    public String fileName() {
        return "poster.jpg";
    }
}

package dev.renditions.profile;

import java.time.Duration;
import java.util.Map;

/**
 * Small pictures of a video at even distances, on one sheet, with a WebVTT file that says which is shown when.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param storyboard settings of the sheet
 */
public record StoryboardProfile(String name, String description, Duration ttl, StoryboardSettings storyboard)
        implements Profile {
    @Override
    public String kind() {
        return "storyboard";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("storyboard", storyboard);
    }

    @Override
    public String mediaType() {
        return "text/vtt";
    }

    @Override
    public String fileName() {
        return "storyboard.vtt";
    }
}

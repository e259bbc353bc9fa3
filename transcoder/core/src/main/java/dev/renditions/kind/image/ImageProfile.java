package dev.renditions.kind.image;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One image that represents the source, as JPEG: a frame from about a third into a video, the cover of an audio file, or a
 * still scaled down.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param image settings of the image
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record ImageProfile(
        String name, String description, Duration ttl, ImageSettings image, Background background, boolean strict)
        implements Profile {
    /** With a white background, and warnings if the source is damaged. */
    public ImageProfile(String name, String description, Duration ttl, ImageSettings image) {
        this(name, description, ttl, image, Background.WHITE, false);
    }

    /** Reads it from JSON. */
    public static ImageProfile read(ProfileJson json) {
        return new ImageProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.part("image", ImageSettings.class),
                json.background(),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.IMAGE;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(background.settings());
        settings.put("image", image);
        return settings;
    }

    @Override
    public String mediaType() {
        return "image/jpeg";
    }

    @Override
    public String fileName() {
        return "poster.jpg";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return ImagePlan.of(media, this);
    }
}

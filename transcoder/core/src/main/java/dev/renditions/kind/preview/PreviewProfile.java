package dev.renditions.kind.preview;

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
 * A few seconds of a video as a small animated WebP without audio.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param preview settings of the image
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record PreviewProfile(
        String name, String description, Duration ttl, PreviewSettings preview, Background background, boolean strict)
        implements Profile {
    /** With a white background, and warnings if the source is damaged. */
    public PreviewProfile(String name, String description, Duration ttl, PreviewSettings preview) {
        this(name, description, ttl, preview, Background.WHITE, false);
    }

    /** Reads it from JSON. */
    public static PreviewProfile read(ProfileJson json) {
        return new PreviewProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.part("preview", PreviewSettings.class),
                json.background(),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.PREVIEW;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(background.settings());
        settings.put("preview", preview);
        return settings;
    }

    @Override
    public String mediaType() {
        return "image/webp";
    }

    @Override
    public String fileName() {
        return "preview.webp";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return PreviewPlan.of(media, this);
    }
}

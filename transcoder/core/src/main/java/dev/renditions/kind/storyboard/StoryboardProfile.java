package dev.renditions.kind.storyboard;

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
import java.util.Set;

/**
 * Small images of a video at regular intervals on one sheet, with a WebVTT file that maps times to images.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param storyboard settings of the sheet
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record StoryboardProfile(
        String name,
        String description,
        Duration ttl,
        StoryboardSettings storyboard,
        Background background,
        boolean strict)
        implements Profile {
    /** With a white background, and warnings if the source is damaged. */
    public StoryboardProfile(String name, String description, Duration ttl, StoryboardSettings storyboard) {
        this(name, description, ttl, storyboard, Background.WHITE, false);
    }

    /** Reads it from JSON. */
    public static StoryboardProfile read(ProfileJson json) {
        return new StoryboardProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.part("storyboard", StoryboardSettings.class),
                json.background(),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.STORYBOARD;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(background.settings());
        settings.put("storyboard", storyboard);
        return settings;
    }

    @Override
    public String mediaType() {
        return "text/vtt";
    }

    @Override
    public String fileName() {
        return "storyboard.vtt";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return StoryboardPlan.of(media, this);
    }

    @Override
    public Set<String> linkingTypes() {
        return Set.of(mediaType());
    }
}

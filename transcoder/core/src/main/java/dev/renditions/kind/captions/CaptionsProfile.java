package dev.renditions.kind.captions;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.time.Duration;
import java.util.Map;

/**
 * The text subtitles of a source as WebVTT, one file for each track. The main file is the track that the source marks as
 * default.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param strict see {@link Profile#strict()}
 */
public record CaptionsProfile(String name, String description, Duration ttl, boolean strict) implements Profile {
    /** With warnings if the source is damaged. */
    public CaptionsProfile(String name, String description, Duration ttl) {
        this(name, description, ttl, false);
    }

    /** Reads it from JSON. */
    public static CaptionsProfile read(ProfileJson json) {
        return new CaptionsProfile(json.name(), json.description(), json.ttl(), json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.CAPTIONS;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public String mediaType() {
        return "text/vtt";
    }

    @Override
    public String fileName() {
        return "captions.vtt";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return CaptionsPlan.of(media, this);
    }
}

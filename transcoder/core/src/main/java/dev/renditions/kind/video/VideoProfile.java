package dev.renditions.kind.video;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.codec.AudioCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An MP4 of one size that can be played while it loads.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param video video settings
 * @param audio audio settings, used if the source has audio
 * @param edits what is done besides encoding
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record VideoProfile(
        String name,
        String description,
        Duration ttl,
        VideoSettings video,
        AudioSettings audio,
        Edits edits,
        Background background,
        boolean strict)
        implements Profile {
    /** With a white background, and warnings if the source is damaged. */
    public VideoProfile(
            String name, String description, Duration ttl, VideoSettings video, AudioSettings audio, Edits edits) {
        this(name, description, ttl, video, audio, edits, Background.WHITE, false);
    }

    /** Reads it from JSON. */
    public static VideoProfile read(ProfileJson json) {
        return new VideoProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.video(),
                json.audio(AudioCodec.AAC),
                json.edits(),
                json.background(),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.VIDEO;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(edits.settings());
        settings.putAll(background.settings());
        settings.put("video", video);
        settings.put("audio", audio);
        return settings;
    }

    @Override
    public String mediaType() {
        return "video/mp4";
    }

    @Override
    public String fileName() {
        return "video.mp4";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return VideoPlan.of(media, this);
    }

    @Override
    public Set<Integer> burstRates() {
        return Set.of(video.maxRateKbps());
    }
}

package dev.renditions.kind.audio;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.codec.AudioCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An audio file: MP3, AAC in an MP4, or Opus in Ogg.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param audio audio settings
 * @param loudness see {@link Profile#loudness()}
 * @param strict see {@link Profile#strict()}
 */
public record AudioProfile(
        String name, String description, Duration ttl, AudioSettings audio, Optional<Loudness> loudness, boolean strict)
        implements Profile {
    /** With warnings if the source is damaged. */
    public AudioProfile(
            String name, String description, Duration ttl, AudioSettings audio, Optional<Loudness> loudness) {
        this(name, description, ttl, audio, loudness, false);
    }

    /** Reads it from JSON. */
    public static AudioProfile read(ProfileJson json) {
        return new AudioProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.audio(AudioCodec.MP3),
                json.optional("loudness", Loudness.class),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.AUDIO;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("audio", audio);
        loudness.ifPresent(l -> settings.put("loudness", l));
        return settings;
    }

    @Override
    public String mediaType() {
        return audio.codec().mediaType();
    }

    @Override
    public String fileName() {
        return "audio." + audio.codec().extension();
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return AudioPlan.of(media, this);
    }
}

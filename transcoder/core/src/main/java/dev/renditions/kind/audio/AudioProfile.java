package dev.renditions.kind.audio;

import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Loudness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sound alone: MP3, AAC in an MP4, or Opus in Ogg.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param audio settings of the sound
 * @param loudness how loud it is made; absent to leave it as it is
 * @param strict see {@link Profile#strict()}
 */
public record AudioProfile(
        String name, String description, Duration ttl, AudioSettings audio, Optional<Loudness> loudness, boolean strict)
        implements Profile {
    /** With warnings where the source is damaged. */
    public AudioProfile(
            String name, String description, Duration ttl, AudioSettings audio, Optional<Loudness> loudness) {
        this(name, description, ttl, audio, loudness, false);
    }

    @Override
    public String kind() {
        return "audio";
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
}

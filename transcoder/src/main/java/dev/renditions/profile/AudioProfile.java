package dev.renditions.profile;

import java.time.Duration;

/**
 * Sound alone, as MP3.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param audio settings of the sound
 */
public record AudioProfile(String name, String description, Duration ttl, AudioSettings audio) implements Profile {
    @Override
    public String mediaType() {
        return "audio/mpeg";
    }

    @Override
    public String fileName() {
        return "audio.mp3";
    }
}

package dev.renditions.profile;

import java.time.Duration;

/**
 * An MP4 of one rung: H.264 with AAC, ready to play while it loads.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param video settings of the picture
 * @param audio settings of the sound, used where the source has any
 */
public record VideoProfile(String name, String description, Duration ttl, VideoSettings video, AudioSettings audio)
        implements Profile {
    @Override
    public String mediaType() {
        return "video/mp4";
    }

    @Override
    public String fileName() {
        return "video.mp4";
    }
}

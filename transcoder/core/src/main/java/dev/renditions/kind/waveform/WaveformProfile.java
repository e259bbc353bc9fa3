package dev.renditions.kind.waveform;

import dev.renditions.kind.Profile;
import java.time.Duration;
import java.util.Map;

/**
 * The shape of the sound as one PNG.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param waveform settings of the picture
 * @param strict see {@link Profile#strict()}
 */
public record WaveformProfile(String name, String description, Duration ttl, WaveformSettings waveform, boolean strict)
        implements Profile {
    /** With warnings where the source is damaged. */
    public WaveformProfile(String name, String description, Duration ttl, WaveformSettings waveform) {
        this(name, description, ttl, waveform, false);
    }

    @Override
    public String kind() {
        return "waveform";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("waveform", waveform);
    }

    @Override
    public String mediaType() {
        return "image/png";
    }

    @Override
    public String fileName() {
        return "waveform.png";
    }
}

package dev.renditions.kind.waveform;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.time.Duration;
import java.util.Map;

/**
 * The waveform of the audio as one PNG.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param waveform settings of the image
 * @param strict see {@link Profile#strict()}
 */
public record WaveformProfile(String name, String description, Duration ttl, WaveformSettings waveform, boolean strict)
        implements Profile {
    /** With warnings if the source is damaged. */
    public WaveformProfile(String name, String description, Duration ttl, WaveformSettings waveform) {
        this(name, description, ttl, waveform, false);
    }

    /** Reads it from JSON. */
    public static WaveformProfile read(ProfileJson json) {
        return new WaveformProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.part("waveform", WaveformSettings.class),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.WAVEFORM;
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

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return WaveformPlan.of(media, this);
    }
}

package dev.renditions.kind.streaming;

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
import java.util.List;
import java.util.Map;

/**
 * A ladder to switch within while it plays: CMAF tracks, the sound and the subtitles apart, with playlists for HLS and a
 * manifest for DASH over the same bytes.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param ladder its rungs, the highest first; at least one
 * @param audio settings of the sound, used where the source has any
 * @param segmentSeconds about how long a segment is: a multiple of the rungs' {@code gopSeconds}
 * @param edits what else is to be done to it
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record StreamingProfile(
        String name,
        String description,
        Duration ttl,
        List<VideoSettings> ladder,
        AudioSettings audio,
        int segmentSeconds,
        Edits edits,
        Background background,
        boolean strict)
        implements Profile {
    /**
     * Copies the ladder.
     *
     * @throws IllegalArgumentException if it has no rung
     */
    public StreamingProfile {
        ladder = List.copyOf(ladder);
        if (ladder.isEmpty()) {
            throw new IllegalArgumentException("a ladder has at least one rung");
        }
    }

    /** On white, with warnings where the source is damaged. */
    public StreamingProfile(
            String name,
            String description,
            Duration ttl,
            List<VideoSettings> ladder,
            AudioSettings audio,
            int segmentSeconds,
            Edits edits) {
        this(name, description, ttl, ladder, audio, segmentSeconds, edits, Background.WHITE, false);
    }

    /** From JSON. */
    public static StreamingProfile read(ProfileJson json) {
        return new StreamingProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.ladder(),
                json.audio(AudioCodec.AAC),
                json.number("segmentSeconds"),
                json.edits(),
                json.background(),
                json.strict());
    }

    @Override
    public ProfileKind kind() {
        return ProfileKind.STREAMING;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(edits.settings());
        settings.putAll(background.settings());
        settings.put("ladder", ladder);
        settings.put("audio", audio);
        settings.put("segmentSeconds", segmentSeconds);
        return settings;
    }

    @Override
    public String mediaType() {
        return "application/vnd.apple.mpegurl";
    }

    @Override
    public String fileName() {
        return "master.m3u8";
    }

    @Override
    public Plan plan(MediaInfo media, PacketStats stats) {
        return StreamingPlan.of(media, this, stats);
    }

    @Override
    public List<String> otherForms() {
        return List.of("application/dash+xml");
    }

    @Override
    public boolean streamed() {
        return true;
    }
}

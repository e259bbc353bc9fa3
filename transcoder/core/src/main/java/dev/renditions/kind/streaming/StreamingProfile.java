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
 * A ladder for adaptive streaming: CMAF tracks, with separate audio and subtitles, and playlists for HLS and a manifest for DASH
 * over the same files.
 *
 * @param name see {@link Profile#name()}
 * @param description see {@link Profile#description()}
 * @param ttl see {@link Profile#ttl()}
 * @param ladder its rungs, the highest first; at least one
 * @param audio the encodings of audio, the one that every player can play first; at least one
 * @param segmentSeconds the approximate length of a segment: a multiple of the rungs' {@code gopSeconds}
 * @param edits what is done besides encoding
 * @param background see {@link Profile#background()}
 * @param strict see {@link Profile#strict()}
 */
public record StreamingProfile(
        String name,
        String description,
        Duration ttl,
        List<VideoSettings> ladder,
        List<AudioSettings> audio,
        int segmentSeconds,
        Edits edits,
        Background background,
        boolean strict)
        implements Profile {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one is empty
     */
    public StreamingProfile {
        ladder = List.copyOf(ladder);
        if (ladder.isEmpty()) {
            throw new IllegalArgumentException("a ladder has at least one rung");
        }
        audio = List.copyOf(audio);
        if (audio.isEmpty()) {
            throw new IllegalArgumentException("audio has at least one encoding");
        }
    }

    /** With one encoding of audio, a white background, and warnings if the source is damaged. */
    public StreamingProfile(
            String name,
            String description,
            Duration ttl,
            List<VideoSettings> ladder,
            AudioSettings audio,
            int segmentSeconds,
            Edits edits) {
        this(name, description, ttl, ladder, List.of(audio), segmentSeconds, edits, Background.WHITE, false);
    }

    /** Reads it from JSON. */
    public static StreamingProfile read(ProfileJson json) {
        return new StreamingProfile(
                json.name(),
                json.description(),
                json.ttl(),
                json.ladder(),
                json.audios(AudioCodec.AAC),
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
        settings.put("audio", audio.size() == 1 ? audio.get(0) : audio);
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

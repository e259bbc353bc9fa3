package dev.renditions.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.image.ImageSettings;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.preview.PreviewSettings;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.storyboard.StoryboardSettings;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.kind.waveform.WaveformSettings;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the JSON of a profile, which was held against the schema, into the profile. A setting that is left out has the
 * default that the schema names, which {@code profile-defaults.json} repeats for this reader.
 *
 * @param folder the folder that paths in the JSON begin at
 * @param defaults settings by the part of a profile, and by the codec, that they are the defaults of
 */
record ProfileJson(Path folder, JsonNode defaults) {
    /** To JSON Schema 4.8e4 is an integer. */
    private static final ObjectReader WHOLE_DECIMALS =
            StrictJson.MAPPER.reader().with(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    /**
     * The profile.
     *
     * @throws ProfileFileException if a file that it names can't be read
     */
    Profile read(JsonNode given) {
        ObjectNode p = complete(given, "profile");
        String name = p.path("name").asText();
        String description = p.path("description").asText();
        Duration ttl = Duration.ofDays(p.path("ttlDays").asInt());
        Background background = Background.parse(p.path("background").asText());
        boolean strict = p.path("strict").asBoolean();
        return switch (p.path("kind").asText()) {
            case "video" ->
                new VideoProfile(
                        name,
                        description,
                        ttl,
                        video(p.path("video")),
                        audio(p.path("audio"), AudioCodec.AAC),
                        edits(p),
                        background,
                        strict);
            case "hls" ->
                new StreamingProfile(
                        name,
                        description,
                        ttl,
                        ladder(p.path("ladder")),
                        audio(p.path("audio"), AudioCodec.AAC),
                        p.path("segmentSeconds").asInt(),
                        edits(p),
                        background,
                        strict);
            case "audio" ->
                new AudioProfile(
                        name,
                        description,
                        ttl,
                        audio(p.path("audio"), AudioCodec.MP3),
                        optional(p, "loudness", Loudness.class),
                        strict);
            case "image" ->
                new ImageProfile(name, description, ttl, part(p, "image", ImageSettings.class), background, strict);
            case "storyboard" ->
                new StoryboardProfile(
                        name, description, ttl, part(p, "storyboard", StoryboardSettings.class), background, strict);
            case "preview" ->
                new PreviewProfile(
                        name, description, ttl, part(p, "preview", PreviewSettings.class), background, strict);
            case "waveform" ->
                new WaveformProfile(name, description, ttl, part(p, "waveform", WaveformSettings.class), strict);
            default -> new CaptionsProfile(name, description, ttl, strict);
        };
    }

    private List<VideoSettings> ladder(JsonNode rungs) {
        List<VideoSettings> ladder = new ArrayList<>();
        rungs.forEach(rung -> ladder.add(video(rung)));
        return ladder;
    }

    private VideoSettings video(JsonNode v) {
        return settings(complete(v, "video", v.path("codec").asText(VideoCodec.H264.toString())), VideoSettings.class);
    }

    private AudioSettings audio(JsonNode a, AudioCodec defaultCodec) {
        return settings(complete(a, "audio", a.path("codec").asText(defaultCodec.toString())), AudioSettings.class);
    }

    private Edits edits(JsonNode p) {
        List<String> metadata = new ArrayList<>();
        p.path("metadata").forEach(name -> metadata.add(name.asText()));
        return new Edits(
                optional(p, "clip", ClipJson.class).map(ClipJson::clip),
                optional(p, "watermark", WatermarkJson.class).map(w -> w.watermark(folder)),
                metadata);
    }

    private <T> T part(JsonNode profile, String name, Class<T> type) {
        return settings(complete(profile.path(name), name), type);
    }

    private <T> Optional<T> optional(JsonNode profile, String name, Class<T> type) {
        return profile.has(name) ? Optional.of(part(profile, name, type)) : Optional.empty();
    }

    private static <T> T settings(ObjectNode complete, Class<T> type) {
        try {
            return WHOLE_DECIMALS.treeToValue(complete, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that keep to the schema can't be read", e);
        }
    }

    /** What is given, with the defaults of these names for what is not. */
    private ObjectNode complete(JsonNode given, String... names) {
        ObjectNode complete = StrictJson.MAPPER.createObjectNode();
        for (String name : names) {
            complete.setAll((ObjectNode) defaults.path(name));
        }
        return given instanceof ObjectNode object ? complete.setAll(object) : complete;
    }

    private record ClipJson(double startSeconds, double lengthSeconds) {
        Clip clip() {
            return new Clip(time(startSeconds), time(lengthSeconds));
        }

        private static Duration time(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
    }

    private record WatermarkJson(String file, String place, double opacity, int widthPercent, int marginPercent) {
        Watermark watermark(Path folder) {
            Path picture = folder.resolve(file).toAbsolutePath();
            return new Watermark(
                    picture,
                    hash(picture),
                    Watermark.Place.valueOf(place.toUpperCase(Locale.ROOT).replace('-', '_')),
                    opacity,
                    widthPercent,
                    marginPercent);
        }

        private static ContentHash hash(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                return ContentHash.of(in);
            } catch (IOException e) {
                throw new ProfileFileException(file, List.of("the picture of a watermark can't be read: " + e));
            }
        }
    }
}

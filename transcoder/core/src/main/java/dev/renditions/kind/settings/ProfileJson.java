package dev.renditions.kind.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.ContentHash;
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
 * The JSON of a profile that was validated against the schema. A setting that is left out has the default of the schema, which
 * {@code profile-defaults.json} repeats for this reader. Immutable.
 */
public final class ProfileJson {
    /** JSON Schema treats 4.8e4 as an integer. */
    private static final ObjectReader WHOLE_DECIMALS =
            StrictJson.MAPPER.reader().with(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private final Path folder;
    private final JsonNode defaults;
    private final ObjectNode profile;

    /**
     * The JSON of one profile.
     *
     * @param folder the folder that relative paths in the JSON start from
     * @param defaults the default settings, by part of the profile and by codec
     * @param given the profile as its file has it
     */
    public ProfileJson(Path folder, JsonNode defaults, JsonNode given) {
        this.folder = folder;
        this.defaults = defaults;
        this.profile = complete(given, "profile");
    }

    /** The name of its kind. */
    public String kind() {
        return profile.path("kind").asText();
    }

    public String name() {
        return profile.path("name").asText();
    }

    /** A sentence for users. */
    public String description() {
        return profile.path("description").asText();
    }

    /** How long the index may remember a rendition of it. */
    public Duration ttl() {
        return Duration.ofDays(number("ttlDays"));
    }

    /** The color behind transparent parts of the source. */
    public Background background() {
        return Background.parse(profile.path("background").asText());
    }

    /** Whether a source with any damage is refused. */
    public boolean strict() {
        return profile.path("strict").asBoolean();
    }

    /** The number with that name. */
    public int number(String name) {
        return profile.path(name).asInt();
    }

    /** The video settings of the profile. */
    public VideoSettings video() {
        return video(profile.path("video"));
    }

    private VideoSettings video(JsonNode v) {
        return settings(complete(v, "video", v.path("codec").asText(VideoCodec.H264.toString())), VideoSettings.class);
    }

    /** The video settings of each rung of the ladder. */
    public List<VideoSettings> ladder() {
        List<VideoSettings> ladder = new ArrayList<>();
        profile.path("ladder").forEach(rung -> ladder.add(video(rung)));
        return ladder;
    }

    /** The audio settings. */
    public AudioSettings audio(AudioCodec defaultCodec) {
        return audio(profile.path("audio"), defaultCodec);
    }

    /** The encodings of audio: the audio settings are one, or a list of them. */
    public List<AudioSettings> audios(AudioCodec defaultCodec) {
        JsonNode all = profile.path("audio");
        if (!all.isArray()) {
            return List.of(audio(all, defaultCodec));
        }
        List<AudioSettings> encodings = new ArrayList<>();
        all.forEach(each -> encodings.add(audio(each, defaultCodec)));
        return encodings;
    }

    private AudioSettings audio(JsonNode a, AudioCodec defaultCodec) {
        return settings(complete(a, "audio", a.path("codec").asText(defaultCodec.toString())), AudioSettings.class);
    }

    /**
     * What is done besides encoding.
     *
     * @throws ProfileFileException if a file that it names can't be read
     */
    public Edits edits() {
        List<String> metadata = new ArrayList<>();
        profile.path("metadata").forEach(name -> metadata.add(name.asText()));
        return new Edits(
                optional("clip", ClipJson.class).map(ClipJson::clip),
                optional("watermark", WatermarkJson.class).map(w -> w.watermark(folder)),
                metadata);
    }

    /** The settings with that name, as a record of that type. */
    public <T> T part(String name, Class<T> type) {
        return settings(complete(profile.path(name), name), type);
    }

    /** The settings with that name, as a record of that type; empty if they are left out. */
    public <T> Optional<T> optional(String name, Class<T> type) {
        return profile.has(name) ? Optional.of(part(name, type)) : Optional.empty();
    }

    private static <T> T settings(ObjectNode complete, Class<T> type) {
        try {
            return WHOLE_DECIMALS.treeToValue(complete, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that match the schema can't be read", e);
        }
    }

    /** The given settings, completed with the defaults of these parts. */
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
            Path image = folder.resolve(file).toAbsolutePath();
            return new Watermark(
                    image,
                    hash(image),
                    Watermark.Place.valueOf(place.toUpperCase(Locale.ROOT).replace('-', '_')),
                    opacity,
                    widthPercent,
                    marginPercent);
        }

        private static ContentHash hash(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                return ContentHash.of(in);
            } catch (IOException e) {
                throw new ProfileFileException(file, List.of("the image of a watermark can't be read: " + e));
            }
        }
    }
}

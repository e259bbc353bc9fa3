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
 * The JSON of a profile, which was held against the schema. A setting that is left out has the default that the schema names,
 * which {@code profile-defaults.json} repeats for this reader. Immutable.
 */
public final class ProfileJson {
    /** To JSON Schema 4.8e4 is an integer. */
    private static final ObjectReader WHOLE_DECIMALS =
            StrictJson.MAPPER.reader().with(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private final Path folder;
    private final JsonNode defaults;
    private final ObjectNode profile;

    /**
     * That of one profile.
     *
     * @param folder the folder that paths in the JSON begin at
     * @param defaults settings by the part of a profile, and by the codec, that they are the defaults of
     * @param given what its file says
     */
    public ProfileJson(Path folder, JsonNode defaults, JsonNode given) {
        this.folder = folder;
        this.defaults = defaults;
        this.profile = complete(given, "profile");
    }

    /** The word for its kind. */
    public String kind() {
        return profile.path("kind").asText();
    }

    /** Its name. */
    public String name() {
        return profile.path("name").asText();
    }

    /** A sentence for people. */
    public String description() {
        return profile.path("description").asText();
    }

    /** How long the index may remember a rendition of it. */
    public Duration ttl() {
        return Duration.ofDays(number("ttlDays"));
    }

    /** What shows where a source is transparent. */
    public Background background() {
        return Background.parse(profile.path("background").asText());
    }

    /** Whether any damage of a source is refused. */
    public boolean strict() {
        return profile.path("strict").asBoolean();
    }

    /** A number of that name. */
    public int number(String name) {
        return profile.path(name).asInt();
    }

    /** Settings of video: those of the profile. */
    public VideoSettings video() {
        return video(profile.path("video"));
    }

    private VideoSettings video(JsonNode v) {
        return settings(complete(v, "video", v.path("codec").asText(VideoCodec.H264.toString())), VideoSettings.class);
    }

    /** Settings of video: those of each rung of the ladder. */
    public List<VideoSettings> ladder() {
        List<VideoSettings> ladder = new ArrayList<>();
        profile.path("ladder").forEach(rung -> ladder.add(video(rung)));
        return ladder;
    }

    /** Settings of sound. */
    public AudioSettings audio(AudioCodec defaultCodec) {
        JsonNode a = profile.path("audio");
        return settings(complete(a, "audio", a.path("codec").asText(defaultCodec.toString())), AudioSettings.class);
    }

    /**
     * What is done beside encoding.
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

    /** Settings of that name, as a record of that type. */
    public <T> T part(String name, Class<T> type) {
        return settings(complete(profile.path(name), name), type);
    }

    /** The same; empty if they are left out. */
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
                throw new ProfileFileException(file, List.of("the image of a watermark can't be read: " + e));
            }
        }
    }
}

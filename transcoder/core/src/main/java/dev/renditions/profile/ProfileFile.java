package dev.renditions.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.kind.settings.ProfileJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads profiles from JSON, with comments allowed. {@code profiles.schema.json} defines the form of a file. A user's file is
 * validated against it, and every mistake is reported with its location. A setting that is left out has the schema's default.
 */
public final class ProfileFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ProfileFile() {}

    /** The built-in profiles. A test validates them against the schema; it is not done at run time. */
    static ProfileCatalog builtIn() {
        return ProfileCatalog.of(profiles(resource("profiles.json"), Path.of("")));
    }

    /**
     * Reads the catalogue of a user's file: the built-in profiles, with those of the file added to them or replacing them; with
     * {@code "extends": false}, only the profiles of the file.
     *
     * @throws ProfileFileException with every mistake, if there is any
     */
    public static ProfileCatalog read(Path file) {
        JsonNode root = parse(file);
        List<String> mistakes = new ArrayList<>(mistakes(root));
        for (JsonNode profile : root.path("profiles")) {
            WatermarkRules.mistake(folderOf(file), profile.path("name").asText(), profile)
                    .ifPresent(mistakes::add);
        }
        if (!mistakes.isEmpty()) {
            throw new ProfileFileException(file, mistakes);
        }
        List<Profile> profiles = new ArrayList<>();
        if (root.path("extends").asBoolean(true)) {
            profiles.addAll(builtIn().all());
        }
        profiles.addAll(profiles(root, folderOf(file)));
        return ProfileCatalog.of(profiles);
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root.isMissingNode()) {
                throw new ProfileFileException(file, List.of("it is empty"));
            }
            return root;
        } catch (NoSuchFileException e) {
            throw new ProfileFileException(file, List.of("the file does not exist"));
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new ProfileFileException(file, List.of("not JSON: " + e.getOriginalMessage() + place));
        } catch (IOException e) {
            throw new ProfileFileException(file, List.of("can't be read: " + e.getMessage()));
        }
    }

    /** The mistakes in a file, each with its location; empty if there are none. */
    static List<String> mistakes(JsonNode root) {
        List<String> mistakes = new ArrayList<>();
        schema().validate(root).stream()
                .map(ValidationMessage::getMessage)
                .distinct()
                .forEach(mistakes::add);
        Set<String> names = new HashSet<>();
        for (JsonNode profile : root.path("profiles")) {
            String name = profile.path("name").asText();
            if (!name.isEmpty() && !names.add(name)) {
                mistakes.add("$.profiles: two profiles are called '" + name + "'");
            }
            mistakes.addAll(ProfileReader.mistakes(name, profile));
        }
        return mistakes;
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ProfileFile.class.getResourceAsStream("profiles.schema.json"));
    }

    private static List<Profile> profiles(JsonNode root, Path folder) {
        JsonNode defaults = resource("profile-defaults.json");
        List<Profile> profiles = new ArrayList<>();
        root.path("profiles").forEach(p -> profiles.add(ProfileReader.read(new ProfileJson(folder, defaults, p))));
        return profiles;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = ProfileFile.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in profiles can't be read", e);
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
    }
}

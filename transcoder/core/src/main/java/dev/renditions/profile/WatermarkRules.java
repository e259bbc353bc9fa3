package dev.renditions.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.kind.settings.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Rules of a watermark that a schema can't express: its image exists, and is not too large. */
final class WatermarkRules {
    private WatermarkRules() {}

    /**
     * The mistake in the watermark of a profile; empty if there is none, or no watermark.
     *
     * @param folder the folder that relative paths start from
     */
    static Optional<String> mistake(Path folder, String name, JsonNode profile) {
        JsonNode file = profile.path("watermark").path("file");
        return file.isTextual()
                ? mistake(folder, file.asText()).map(what -> "the watermark image of '" + name + "' " + what)
                : Optional.empty();
    }

    private static Optional<String> mistake(Path folder, String name) {
        try {
            Path file = folder.resolve(name).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                return Optional.of("is not a file: " + file);
            }
            return Files.size(file) > Watermark.MAX_BYTES
                    ? Optional.of("has more than " + (Watermark.MAX_BYTES >> 20) + " MiB: " + file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("has an invalid path");
        } catch (IOException e) {
            return Optional.of("can't be read: " + e.getMessage());
        }
    }
}

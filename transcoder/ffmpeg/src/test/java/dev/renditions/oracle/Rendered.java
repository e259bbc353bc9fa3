package dev.renditions.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result for one source and profile, as read from the store alone. Immutable.
 *
 * @param reason why the rendition is missing; empty if it exists
 * @param main the main file; empty if the rendition is missing
 * @param warnings the damage warnings of the manifest
 */
record Rendered(Outcome outcome, String reason, Optional<Path> main, List<String> warnings) {
    static Rendered of(RenditionResult result) {
        Optional<Path> main = result.location().map(location -> Path.of(location.uri()));
        return new Rendered(
                result.outcome(),
                result.reason(),
                main,
                main.map(Rendered::warnings).orElse(List.of()));
    }

    /** A given file, as if it had been encoded. */
    static Rendered of(Path main) {
        return new Rendered(Outcome.ENCODED, "", Optional.of(main), List.of());
    }

    /** All files with that extension in the main file's folder, the main file first and the others by their names. */
    List<Path> files(String extension) throws IOException {
        Path first = main.orElseThrow();
        List<Path> files = new ArrayList<>(List.of(first));
        try (Stream<Path> all = Files.list(Objects.requireNonNull(first.getParent()))) {
            all.filter(file -> !file.equals(first)).sorted().forEach(files::add);
        }
        files.removeIf(file -> !file.toString().endsWith(extension));
        return files;
    }

    /** Reads the manifest, which is beside the folder of the files. */
    private static List<String> warnings(Path main) {
        Path manifest = Objects.requireNonNull(main.getParent()).resolveSibling("rendition.json");
        List<String> warnings = new ArrayList<>();
        try {
            new ObjectMapper().readTree(manifest.toFile()).path("warnings").forEach(w -> warnings.add(w.toString()));
        } catch (IOException e) {
            warnings.add("unreadable manifest: " + e);
        }
        return warnings;
    }
}

package dev.renditions.fire;

import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Profiles that need some of the same tracks, in a file. */
final class OverlappingProfiles {
    private static final String FILE = "profiles.json";

    private final Path file;
    private final List<String> names = new ArrayList<>();
    private final List<String> json = new ArrayList<>();

    OverlappingProfiles(Scene scene) {
        this.file = scene.folder().resolve(FILE);
    }

    /** Eight MP4s of three pictures and three sounds. */
    static OverlappingProfiles mp4s(Scene scene) {
        return new OverlappingProfiles(scene)
                .mp4("large", 720, 128)
                .mp4("large-again", 720, 128)
                .mp4("large-96", 720, 96)
                .mp4("large-64", 720, 64)
                .mp4("middle", 480, 128)
                .mp4("middle-96", 480, 96)
                .mp4("small", 360, 128)
                .mp4("small-64", 360, 64)
                .written();
    }

    OverlappingProfiles mp4(String name, int shortSide, int audioKbps) {
        return add(name, "video", "\"video\": " + picture(shortSide), audioKbps);
    }

    OverlappingProfiles hls(String name, int audioKbps, int... shortSides) {
        List<String> rungs =
                IntStream.of(shortSides).mapToObj(OverlappingProfiles::picture).toList();
        return add(name, "hls", "\"ladder\": [" + String.join(", ", rungs) + "]", audioKbps);
    }

    private static String picture(int shortSide) {
        return "{\"shortSide\": " + shortSide + ", \"maxRateKbps\": 3000}";
    }

    private OverlappingProfiles add(String name, String kind, String video, int audioKbps) {
        names.add(name);
        json.add("{\"name\": \"" + name + "\", \"kind\": \"" + kind + "\", " + video + ", \"audio\": {\"bitRateKbps\": "
                + audioKbps + "}}");
        return this;
    }

    OverlappingProfiles written() {
        try {
            Files.writeString(file, "{\"profiles\": [\n" + String.join(",\n", json) + "\n]}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path file() {
        return file;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    Profile profile(String name) {
        return ProfileFile.read(file).find(name).orElseThrow();
    }
}

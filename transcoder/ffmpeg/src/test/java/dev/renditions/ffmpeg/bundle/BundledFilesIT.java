package dev.renditions.ffmpeg.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.files.PathRules;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle of the machine that builds. */
class BundledFilesIT {
    @TempDir
    private Path cache;

    @Test
    void unpackedFilesAreIdenticalToTheBundledOnes() throws IOException {
        Path folder =
                Objects.requireNonNull(FfmpegBinaries.find(Optional.empty(), cache, PathRules.STRICT.onlyWarning())
                        .ffmpeg()
                        .getParent());

        List<String> unpacked = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                unpacked.add(file.getFileName() + " "
                        + ContentHash.of(Files.readAllBytes(file)).hex());
            }
        }
        assertThat(unpacked).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(bundled());
    }

    private static List<String> bundled() throws IOException {
        String root = "dev/renditions/ffmpeg/bundle/"
                + Platform.current().orElseThrow().bundleName() + "/";
        ClassLoader classpath = BundledFilesIT.class.getClassLoader();
        List<String> bundled = new ArrayList<>();
        for (BundledFiles.Entry entry : BundledFiles.find(Platform.current().orElseThrow(), classpath)
                .orElseThrow()
                .entries()) {
            try (InputStream bytes = Objects.requireNonNull(classpath.getResourceAsStream(root + entry.name()))) {
                bundled.add(entry.name() + " "
                        + ContentHash.of(bytes.readAllBytes()).hex());
            }
        }
        return bundled;
    }
}

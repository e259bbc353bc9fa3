package dev.renditions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.conformance.ConformanceCheck;
import dev.renditions.packaging.conformance.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds packages that tests made against every rule of HLS and DASH, most of which publishing does not check. */
public final class Conformance {
    private Conformance() {}

    /**
     * Fails with each violation of a package.
     *
     * @param segment how long its segments were to be
     */
    public static void assertConformant(Path folder, Duration segment) {
        assertThat(violations(folder, segment)).as(folder.toString()).isEmpty();
    }

    /** The violations of a package, a sentence each. */
    public static List<String> violations(Path folder, Duration segment) {
        try {
            return ConformanceCheck.ofPackage(folder, Optional.of(segment)).stream()
                    .map(Violation::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with each violation of each package below a folder, such as a store; and if there is none. */
    public static void assertAllConformant(Path root, Duration segment) {
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> file.endsWith(PackagedFile.MASTER)).toList())
                    .isNotEmpty()
                    .allSatisfy(master -> assertConformant(master.getParent(), segment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

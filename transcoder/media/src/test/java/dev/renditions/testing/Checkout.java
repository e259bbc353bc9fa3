package dev.renditions.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy in which the tests run, for tests of every module. */
public final class Checkout {
    private Checkout() {}

    /** Its topmost folder, absolute. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests do not run inside a working copy");
            }
        }
        return folder;
    }

    /** A path below it, such as that of a sample. */
    public static Path path(String first, String... more) {
        return root().resolve(Path.of(first, more));
    }

    /** A path below the build folder that all modules share. */
    public static Path target(String first, String... more) {
        return path("target").resolve(Path.of(first, more));
    }
}

package dev.renditions.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files from telephones, cameras and other encoders, which are not part of the project: where a folder of them is there. */
public final class RealMedia {
    /** Beside the checkout, unless {@code -Dreal.media=DIR} says otherwise. */
    private static final Path FOLDER = Path.of(System.getProperty("real.media", "../../shared/media"));

    private RealMedia() {}

    /** The file; the test is skipped where there is none. */
    public static Path fileOrSkip(String name) {
        Path file = FOLDER.resolve(name);
        if (!Files.exists(file)) {
            Skip.test(
                    "there is no real media in " + FOLDER.normalize() + "; name a folder of it with -Dreal.media=DIR");
        }
        return file;
    }
}

package dev.renditions.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Small files that were once made wrongly, which are not part of the project: where a folder of them is there. */
public final class Cases {
    /** Beside the checkout, unless {@code -Dcases=DIR} says otherwise. */
    private static final Path FOLDER = Path.of(System.getProperty("cases", "../../shared/cases"));

    private Cases() {}

    /** The file; the test is skipped where there is none. */
    public static Path fileOrSkip(String name) {
        Path file = FOLDER.resolve(name);
        if (!Files.exists(file)) {
            Skip.test(
                    "there is no " + name + " in " + FOLDER.normalize() + "; name a folder of cases with -Dcases=DIR");
        }
        return file;
    }
}

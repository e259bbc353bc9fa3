package dev.renditions.testing;

import java.nio.file.Path;

/**
 * Files that were once published incorrectly or refused without reason. They are not part of the project and may be
 * missing.
 */
public final class Cases {
    private static final OptionalFolder FOLDER = OptionalFolder.of("cases", "collection of cases", "cases");

    private Cases() {}

    /** A file; skips the test if the folder is missing. */
    public static Path fileOrSkip(String name) {
        return FOLDER.fileOrSkip(name);
    }
}

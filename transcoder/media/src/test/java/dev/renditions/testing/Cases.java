package dev.renditions.testing;

import java.nio.file.Path;

/** Files that were once published wrong or refused without need, which are not part of the project: where they are there. */
public final class Cases {
    private static final OptionalFolder FOLDER = OptionalFolder.of("cases", "collection of cases", "cases");

    private Cases() {}

    /** The file; the test is skipped where there is none. */
    public static Path fileOrSkip(String name) {
        return FOLDER.fileOrSkip(name);
    }
}

package dev.renditions.testing;

import java.nio.file.Path;
import java.util.List;

/** Files from telephones, cameras and other encoders, which are not part of the project: where a folder of them is there. */
public final class RealMedia {
    private static final OptionalFolder FOLDER = OptionalFolder.of("media", "real media", "real.media");

    private RealMedia() {}

    /** The file; the test is skipped where there is none. */
    public static Path fileOrSkip(String name) {
        return FOLDER.fileOrSkip(name);
    }

    /** All files of the folder but texts; the test is skipped where there are none. */
    public static List<Path> filesOrSkip() {
        return FOLDER.filesOrSkip();
    }
}

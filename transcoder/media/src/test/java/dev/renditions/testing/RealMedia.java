package dev.renditions.testing;

import java.nio.file.Path;
import java.util.List;

/** Files of phones, cameras and other encoders. They are not part of the project and may be missing. */
public final class RealMedia {
    private static final OptionalFolder FOLDER = OptionalFolder.of("media", "real media", "real.media");

    private RealMedia() {}

    /** A file; skips the test if the folder is missing. */
    public static Path fileOrSkip(String name) {
        return FOLDER.fileOrSkip(name);
    }

    /** All files of the folder except texts; skips the test if the folder is missing. */
    public static List<Path> filesOrSkip() {
        return FOLDER.filesOrSkip();
    }
}

package dev.renditions.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** The fragments of an MP4 file that was written piece by piece. */
public final class Fragments {
    private static final Set<String> PARTS = Set.of("moof", "mdat");

    private Fragments() {}

    /** Whether the last fragment of a file is there in part only, as where its writer was stopped or its upload broke off. */
    public static boolean brokenOff(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            return boxes.brokenOff().filter(PARTS::contains).isPresent();
        }
    }
}

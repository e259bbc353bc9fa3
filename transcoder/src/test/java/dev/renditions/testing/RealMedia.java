package dev.renditions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files from telephones, cameras and other encoders, which are not part of the project: where a folder of them is there. */
public final class RealMedia {
    /** Beside the checkout, unless {@code -Dreal.media=DIR} says otherwise. */
    private static final Path FOLDER = Path.of(System.getProperty("real.media", "../../shared/media"));

    private RealMedia() {}

    /** The file; the test is skipped where there is none. */
    public static Path fileOrSkip(String name) {
        return existing(FOLDER.resolve(name));
    }

    /** One of the files that once came out wrong, in a folder beside; the test is skipped where there is none. */
    public static Path caseOrSkip(String name) {
        return existing(FOLDER.resolveSibling("cases").resolve(name));
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            skip();
        }
        return file;
    }

    /** All files of the folder but texts; the test is skipped where there are none. */
    public static List<Path> filesOrSkip() {
        if (!Files.isDirectory(FOLDER)) {
            skip();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(md|txt)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void skip() {
        Skip.test("there is no real media in " + FOLDER.normalize() + "; name a folder of it with -Dreal.media=DIR");
    }
}

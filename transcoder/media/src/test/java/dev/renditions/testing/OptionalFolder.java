package dev.renditions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of files outside the project. Tests that need it are skipped if it is missing. Immutable.
 *
 * @param folder its path
 * @param contents a description of its contents, for messages
 * @param property the system property that overrides the path
 */
record OptionalFolder(Path folder, String contents, String property) {
    /** The folder next to the checkout, unless the property is set. */
    static OptionalFolder of(String name, String contents, String property) {
        return new OptionalFolder(
                Path.of(System.getProperty(
                        property, Checkout.path("..", "shared", name).toString())),
                contents,
                property);
    }

    /** A file, which must exist if the folder does; skips the test if the folder is missing. */
    Path fileOrSkip(String name) {
        if (!Files.isDirectory(folder)) {
            skip();
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(name + " is missing in " + folder);
        }
        return file;
    }

    /** All files of the folder except texts; skips the test if the folder is missing. */
    List<Path> filesOrSkip() {
        if (!Files.isDirectory(folder)) {
            skip();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(md|txt)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skip() {
        Skip.test("the " + contents + " is missing: " + folder.normalize() + "; set its folder with -D" + property
                + "=DIR");
    }
}

package dev.renditions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of files that are not part of the project: tests that need it are skipped where it is missing. Immutable.
 *
 * @param folder where it is
 * @param contents what is in it, for people
 * @param property the system property that names another folder
 */
record OptionalFolder(Path folder, String contents, String property) {
    /** One beside the checkout, unless the property names another. */
    static OptionalFolder of(String name, String contents, String property) {
        return new OptionalFolder(
                Path.of(System.getProperty(
                        property, Checkout.path("..", "shared", name).toString())),
                contents,
                property);
    }

    /** The file, which must be there if the folder is; the test is skipped where that is not. */
    Path fileOrSkip(String name) {
        if (!Files.isDirectory(folder)) {
            skip();
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException("there is no " + name + " in " + folder);
        }
        return file;
    }

    /** All files of the folder but texts; the test is skipped where there are none. */
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
        Skip.test("there is no " + contents + " in " + folder.normalize() + "; name a folder of it with -D" + property
                + "=DIR");
    }
}

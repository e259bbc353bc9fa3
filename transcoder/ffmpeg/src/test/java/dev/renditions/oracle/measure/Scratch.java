package dev.renditions.oracle.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders for files that are needed for a moment. */
public final class Scratch {
    private Scratch() {}

    /** What is done in a folder. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; only plain files may be left in the folder. */
        T in(Path folder) throws IOException;
    }

    /** Does something in a folder that is gone afterwards. */
    public static <T> T in(Work<T> work) {
        try {
            Path folder = Files.createTempDirectory("oracle");
            try {
                return work.in(folder);
            } finally {
                try (Stream<Path> left = Files.list(folder)) {
                    for (Path file : left.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.renditions.oracle.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Temporary folders. */
public final class Scratch {
    private Scratch() {}

    /** Work in a temporary folder. */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs in a folder, in which it may leave regular files but no folders. */
        T in(Path folder) throws IOException;
    }

    /** Runs in a folder that is deleted afterwards. */
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

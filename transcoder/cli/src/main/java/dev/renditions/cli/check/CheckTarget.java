package dev.renditions.cli.check;

import dev.renditions.packaging.conformance.ConformanceCheck;
import dev.renditions.packaging.conformance.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something to check. Immutable.
 *
 * @param path a folder that holds a package, or the file of a playlist or manifest
 * @param isPackage whether it is a folder
 */
public record CheckTarget(Path path, boolean isPackage) {
    /** The violations. What can't be read is one. */
    List<Violation> violations() {
        try {
            return isPackage ? ConformanceCheck.ofPackage(path, Optional.empty()) : ConformanceCheck.ofFile(path);
        } catch (IOException e) {
            return List.of(new Violation("File", isPackage ? "." : name(), "can't be read: " + e));
        }
    }

    /** The path of a file that lies where this one does, for people. The name may be anything. */
    String locate(String file) {
        Path folder = isPackage ? path : path.getParent();
        return folder == null ? file : folder + "/" + file;
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }
}

package dev.renditions.cli.check;

import dev.renditions.packaging.conformance.ConformanceCheck;
import dev.renditions.packaging.conformance.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A package, playlist or manifest to check. Immutable.
 *
 * @param path the folder of a package, or the file of a playlist or manifest
 * @param isPackage whether the path is the folder of a package
 */
public record CheckTarget(Path path, boolean isPackage) {
    /** The violations. An unreadable file is a violation. */
    List<Violation> violations() {
        try {
            return isPackage ? ConformanceCheck.ofPackage(path, Optional.empty()) : ConformanceCheck.ofFile(path);
        } catch (IOException e) {
            return List.of(new Violation("File", isPackage ? "." : name(), "can't be read: " + e));
        }
    }

    /** The path of a file beside this one, for messages. The name may be arbitrary text. */
    String locate(String file) {
        Path folder = isPackage ? path : path.getParent();
        return folder == null ? file : folder + "/" + file;
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }
}

package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the files of a bundle, patched so that the product can run them. */
final class PatchedFiles {
    private PatchedFiles() {}

    /**
     * Writes the programs and their libraries, on Linux patched for older systems and with stub libraries beside them. Existing
     * files are replaced.
     *
     * @return the names of all files written
     */
    static Set<String> write(String bundleName, UpstreamFiles files, Path folder) throws IOException {
        Optional<LinuxMachine> linux = LinuxMachine.of(bundleName);
        Set<String> names = new TreeSet<>();
        files.read((name, bytes) -> {
            Path file = folder.resolve(name);
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            if (linux.isPresent()) {
                OlderGlibc.accept(file, linux.get());
            }
            names.add(name);
        });
        if (linux.isPresent()) {
            for (StubLibrary stub : StubLibrary.FOR_LINUX) {
                Files.write(folder.resolve(stub.name()), stub.bytes(linux.get()));
                names.add(stub.name());
            }
        }
        for (String name : names) {
            makeExecutable(folder.resolve(name));
        }
        return names;
    }

    private static void makeExecutable(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}

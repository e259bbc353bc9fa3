package dev.renditions.ffmpeg;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The programs of this machine that jails are made with.
 *
 * @param folders where to look, in this order
 */
record Tools(List<Path> folders) {
    /** Where the user's own shell would look, but for places that depend on where we were started. */
    static Tools ofSystem() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        return new Tools(Arrays.stream(path.split(File.pathSeparator, -1))
                .flatMap(folder -> absolute(folder).stream())
                .toList());
    }

    private static Optional<Path> absolute(String folder) {
        try {
            return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The program of that name, if there is one. */
    Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst();
    }

    /** Every jail that there are tools for, from the best to the least; whether they work is to be tried. */
    List<Jail> jails(JailChoice choice, FfmpegBinaries binaries) {
        List<Jail> all = new ArrayList<>();
        find("bwrap").ifPresent(bwrap -> all.addAll(Bubblewrap.all(bwrap, binaries)));
        find("setpriv").map(Setpriv::new).ifPresent(setpriv -> {
            find("unshare").ifPresent(unshare -> all.addAll(Unshare.all(unshare, setpriv)));
            all.add(setpriv);
        });
        all.add(new Bare());
        return all.stream()
                .filter(jail -> choice == JailChoice.AUTO || jail.kind() == choice)
                .toList();
    }

    Optional<Prlimit> limits(long memoryBytes) {
        return find("prlimit")
                .map(program -> new Prlimit(
                        program, memoryBytes, Runtime.getRuntime().availableProcessors(), InheritedLimits.ofUs()));
    }
}

package dev.renditions.ffmpeg.sandbox.launcher;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of Linux's Landlock for ffmpeg: it can open only the files named here, and can neither trace processes outside nor
 * read their memory. Needs no namespace and no privilege. Paths, names and attributes of other files stay visible. Immutable.
 *
 * @param binaries the programs that run under it
 */
public record Landlock(FfmpegBinaries binaries) {
    /** The kernel's {@code LANDLOCK_ACCESS_FS_*}. */
    private static final int EXECUTE = 1;

    private static final int WRITE_FILE = 1 << 1;
    private static final int READ_FILE = 1 << 2;
    private static final int READ_DIR = 1 << 3;
    private static final int REMOVE_FILE = 1 << 5;
    private static final int MAKE_REG = 1 << 8;
    private static final int TRUNCATE = 1 << 14;

    private static final int RUN = EXECUTE | READ_FILE | READ_DIR;
    private static final int READ = READ_FILE;
    private static final int WRITE = READ_FILE | WRITE_FILE;

    /** New files, but no links and no folders: our commands never make ffmpeg create these. */
    private static final int OUTPUT = READ_FILE | WRITE_FILE | READ_DIR | MAKE_REG | REMOVE_FILE | TRUNCATE;

    private static final List<Path> LOADER = List.of(Path.of("/etc/ld.so.cache"), Path.of("/etc/alternatives"));
    private static final List<Path> DEVICES =
            List.of(Path.of("/dev/zero"), Path.of("/dev/urandom"), Path.of("/dev/random"));

    /** The launcher's arguments for one run: its rules, and the {@code --} that ends them. */
    public List<String> arguments(FileAccess access) {
        List<String> arguments = new ArrayList<>();
        Set<Path> programs = new LinkedHashSet<>(FfmpegBinaries.SYSTEM);
        programs.addAll(binaries.folders());
        programs.forEach(folder -> allow(arguments, RUN, folder));
        LOADER.forEach(file -> allow(arguments, READ, file));
        DEVICES.forEach(file -> allow(arguments, READ, file));
        allow(arguments, WRITE, Path.of("/dev/null"));
        access.reads().forEach(file -> allow(arguments, READ, FfmpegBinaries.real(file)));
        if (access.writes().isPresent()) {
            allow(arguments, OUTPUT, access.folder());
            access.others().forEach(folder -> allow(arguments, OUTPUT, folder));
        }
        arguments.add("--");
        return arguments;
    }

    /** A rule needs a file that exists. */
    private static void allow(List<String> arguments, int rights, Path path) {
        if (Files.exists(path)) {
            arguments.add(Integer.toOctalString(rights) + path.toAbsolutePath());
        }
    }
}

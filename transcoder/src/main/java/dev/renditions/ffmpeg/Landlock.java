package dev.renditions.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Linux's Landlock, as the setpriv of util-linux 2.41 applies it: of all files a program opens only those that are named
 * here, and it can neither trace processes outside nor read their memory. No namespace and no privilege is needed. Paths,
 * names and attributes of files stay visible. Immutable.
 *
 * @param binaries the programs that run under it
 */
record Landlock(FfmpegBinaries binaries) {
    private static final String RUN = "execute,read-file,read-dir";
    private static final String READ = "read-file";
    private static final String WRITE = "read-file,write-file";

    /** New files, no links and no folders: nothing that is asked of ffmpeg makes any. */
    private static final String OUTPUT = "read-file,write-file,read-dir,make-reg,remove-file,truncate";

    private static final List<Path> LOADER = List.of(Path.of("/etc/ld.so.cache"), Path.of("/etc/alternatives"));
    private static final List<Path> DEVICES =
            List.of(Path.of("/dev/zero"), Path.of("/dev/urandom"), Path.of("/dev/random"));

    /** Setpriv's arguments for one run. */
    List<String> arguments(Access access) {
        List<String> arguments = new ArrayList<>(List.of("--landlock-access", "fs"));
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
        return arguments;
    }

    /** A rule needs a file that exists. */
    private static void allow(List<String> arguments, String rights, Path path) {
        if (Files.exists(path)) {
            arguments.addAll(List.of("--landlock-rule", "path-beneath:" + rights + ":" + path));
        }
    }
}

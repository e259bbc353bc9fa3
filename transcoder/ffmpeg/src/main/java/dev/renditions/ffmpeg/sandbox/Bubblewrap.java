package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bubblewrap. The file system contains only the system's libraries, the programs and the files of the run, all read-only, and
 * the writable folder of its output. Network, other processes, privileges and {@code /proc} are
 * unavailable.
 *
 * @param program the path of {@code bwrap}
 * @param ownUsers whether it creates a user namespace, which permits the other namespaces: every user but root needs it
 * @param binaries the programs that run in it
 * @param launcher loads the seccomp filter; absent for no filter. Mounts restrict the files, not Landlock
 */
record Bubblewrap(Path program, boolean ownUsers, FfmpegBinaries binaries, Optional<LauncherSandbox> launcher)
        implements Sandbox {
    /** What the dynamic loader reads to find libraries, and Debian's links to the chosen alternatives. */
    private static final List<String> LOADER = List.of("/etc/ld.so.cache", "/etc/alternatives");

    @Override
    public SandboxChoice kind() {
        return SandboxChoice.BUBBLEWRAP;
    }

    @Override
    public String describe() {
        return "no network, no privileges and no other processes; of all files, only the system's programs, ffmpeg and its"
                + " source are visible, read-only, and only the folder of its output is writable; it ends with this process"
                + (launcher.isPresent() ? "; it can't create sockets or processes (seccomp)" : "");
    }

    @Override
    public boolean restrictsFiles() {
        return true;
    }

    @Override
    public String invocation() {
        return program + (ownUsers ? " --unshare-user" : "") + " --unshare-net --unshare-pid"
                + launcher.map(inner -> " " + inner.invocation()).orElse("");
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = new ArrayList<>(List.of(program.toString()));
        if (ownUsers) {
            wrapped.add("--unshare-user");
        }
        wrapped.addAll(List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"));
        wrapped.addAll(List.of("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        if (access.needsPrivilege() && !ownUsers) {
            wrapped.addAll(List.of("--cap-add", "CAP_DAC_READ_SEARCH"));
        }
        wrapped.addAll(files(access));
        wrapped.addAll(libraries());
        wrapped.addAll(List.of("--chdir", access.folder().toString()));
        wrapped.addAll(launcher.map(inner -> inner.wrap(command, access)).orElse(command));
        return List.copyOf(wrapped);
    }

    /** Later mounts cover earlier ones; the last argument makes the root read-only. */
    private List<String> files(FileAccess access) {
        List<String> arguments = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (Path folder : FfmpegBinaries.SYSTEM) {
            if (Files.isDirectory(folder)) {
                arguments.addAll(system(folder));
                seen.add(folder);
            }
        }
        LOADER.forEach(file -> arguments.addAll(List.of("--ro-bind-try", file, file)));
        arguments.addAll(List.of("--dev", "/dev"));
        for (Path folder : binaries.folders()) {
            arguments.addAll(bind("--ro-bind", folder, folder));
            seen.add(folder);
        }
        if (access.writes().isPresent()) {
            arguments.addAll(bind("--bind", access.folder(), access.folder()));
            access.others().forEach(folder -> arguments.addAll(bind("--bind", folder, folder)));
            seen.add(access.folder());
            seen.addAll(access.others());
        } else {
            arguments.addAll(List.of("--dir", access.folder().toString()));
        }
        access.reads().forEach(file -> arguments.addAll(source(file, seen)));
        launcher.ifPresent(inner -> arguments.addAll(bind("--ro-bind", inner.program(), inner.program())));
        arguments.addAll(List.of("--remount-ro", "/"));
        return arguments;
    }

    /** Programs find the libraries beside them ({@code $ORIGIN}) by {@code /proc/self/exe}, which does not exist there. */
    private List<String> libraries() {
        Set<Path> folders = binaries.folders();
        return folders.isEmpty()
                ? List.of()
                : List.of(
                        "--setenv",
                        "LD_LIBRARY_PATH",
                        folders.stream().map(Path::toString).collect(Collectors.joining(":")));
    }

    private static List<String> system(Path folder) {
        try {
            return Files.isSymbolicLink(folder)
                    ? List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString())
                    : bind("--ro-bind", folder, folder);
        } catch (IOException e) {
            return bind("--ro-bind", folder, folder);
        }
    }

    /**
     * A source is mostly a link in the job's folder. If that folder is not mounted, the file is mounted at the path of the
     * link. If it is mounted, the link is visible, and the file is mounted at the target of the link.
     */
    private static List<String> source(Path file, Set<Path> seen) {
        Path real = FfmpegBinaries.real(file);
        return bind("--ro-bind", real, seen.stream().anyMatch(file::startsWith) ? real : file);
    }

    private static List<String> bind(String how, Path what, Path where) {
        return List.of(how, what.toString(), where.toString());
    }

    /** The best first: root needs no user namespace, and can read every file without one. */
    static List<Sandbox> all(Path program, FfmpegBinaries binaries, List<LauncherSandbox> launchers) {
        List<Optional<LauncherSandbox>> withAndWithout = new ArrayList<>();
        launchers.stream()
                .filter(launcher -> launcher.files().isEmpty())
                .forEach(launcher -> withAndWithout.add(Optional.of(launcher)));
        withAndWithout.add(Optional.empty());
        List<Sandbox> all = new ArrayList<>();
        for (Optional<LauncherSandbox> launcher : withAndWithout) {
            if (FileAccess.isRoot()) {
                all.add(new Bubblewrap(program, false, binaries, launcher));
            }
            all.add(new Bubblewrap(program, true, binaries, launcher));
        }
        return all;
    }
}

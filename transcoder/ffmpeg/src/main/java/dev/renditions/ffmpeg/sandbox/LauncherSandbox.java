package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.launcher.Landlock;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our own {@link dev.renditions.ffmpeg.sandbox.launcher.LauncherProgram}, alone for systems without any tool, or as the last of the tools of another sandbox: no
 * sockets, no other processes, no signals, an end with ours and, where the kernel has Landlock, no files but those of the run.
 *
 * @param program where it is
 * @param files which files are open; absent for those of the user
 */
public record LauncherSandbox(Path program, Optional<Landlock> files) implements Sandbox {
    /** What sandboxes without Landlock say. */
    public static final String OPEN_FILES = "files are open to it as to its user";

    @Override
    public SandboxChoice kind() {
        return SandboxChoice.SECCOMP;
    }

    @Override
    public String describe() {
        return "it gains no privileges and ends with us; " + describeWalls();
    }

    /** What of network, processes and files is closed. */
    String describeWalls() {
        return "sockets, signals and processes of its own are refused (seccomp); " + describeFiles();
    }

    String describeFiles() {
        return files.isPresent()
                ? "it opens no files but the system's programs, its own and its source, and writes only its output"
                        + " (Landlock)"
                : OPEN_FILES;
    }

    @Override
    public boolean closesFiles() {
        return files.isPresent();
    }

    @Override
    public String tried() {
        return program + (files.isPresent() ? " with Landlock" : "");
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = new ArrayList<>(List.of(program.toString()));
        files.ifPresent(landlock -> wrapped.addAll(landlock.arguments(access)));
        wrapped.addAll(command);
        return List.copyOf(wrapped);
    }

    /** From the best to the least. */
    static List<LauncherSandbox> all(Path program, FfmpegBinaries binaries) {
        return List.of(
                new LauncherSandbox(program, Optional.of(new Landlock(binaries))),
                new LauncherSandbox(program, Optional.empty()));
    }
}

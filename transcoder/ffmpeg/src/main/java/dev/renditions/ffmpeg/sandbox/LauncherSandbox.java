package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.launcher.Landlock;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our own {@link dev.renditions.ffmpeg.sandbox.launcher.LauncherProgram}, alone on systems without any tool, or as the last
 * tool of another sandbox. It permits no sockets, no other processes and no signals, and ends with our process. If the kernel
 * has Landlock, only the files of the run can be opened.
 *
 * @param program the path of the launcher
 * @param files the Landlock rules; absent if all files of the user can be opened
 */
public record LauncherSandbox(Path program, Optional<Landlock> files) implements Sandbox {
    /** Part of the description of a sandbox without Landlock. */
    public static final String OPEN_FILES = "it can open every file that its user can open";

    @Override
    public SandboxChoice kind() {
        return SandboxChoice.SECCOMP;
    }

    @Override
    public String describe() {
        return "it can't gain privileges and ends with this process; " + describeRestrictions();
    }

    /** The restrictions on network, processes and files. */
    String describeRestrictions() {
        return "it can't use sockets, send signals or start processes (seccomp); " + describeFiles();
    }

    String describeFiles() {
        return files.isPresent()
                ? "of all files, it can open only the system's programs, ffmpeg and its source, and write only its output"
                        + " (Landlock)"
                : OPEN_FILES;
    }

    @Override
    public boolean restrictsFiles() {
        return files.isPresent();
    }

    @Override
    public String invocation() {
        return program + (files.isPresent() ? " with Landlock" : "");
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = new ArrayList<>(List.of(program.toString()));
        files.ifPresent(landlock -> wrapped.addAll(landlock.arguments(access)));
        wrapped.addAll(command);
        return List.copyOf(wrapped);
    }

    /** The best first. */
    static List<LauncherSandbox> all(Path program, FfmpegBinaries binaries) {
        return List.of(
                new LauncherSandbox(program, Optional.of(new Landlock(binaries))),
                new LauncherSandbox(program, Optional.empty()));
    }
}

package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.limits.InheritedLimits;
import dev.renditions.ffmpeg.sandbox.limits.LimitTool;
import dev.renditions.ffmpeg.sandbox.limits.LimitValues;
import dev.renditions.ffmpeg.sandbox.limits.Prlimit;
import dev.renditions.ffmpeg.sandbox.limits.ShellLimits;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of this machine that create sandboxes and set limits.
 *
 * @param folders the folders to search, in this order
 */
public record SandboxTools(List<Path> folders) {
    /** Searches the {@code PATH}, without relative folders, which depend on the current folder. */
    public static SandboxTools ofSystem() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        return new SandboxTools(Arrays.stream(path.split(File.pathSeparator, -1))
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

    Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst();
    }

    /**
     * Every sandbox whose tools are installed, the best first; they may not work, so the caller tries them.
     *
     * @param launcher our launcher program, which some of them need
     */
    public Stream<Sandbox> sandboxes(SandboxChoice choice, FfmpegBinaries binaries, LauncherFile launcher) {
        List<LauncherSandbox> launchers = choice == SandboxChoice.NONE
                ? List.of()
                : launcher.written()
                        .map(program -> LauncherSandbox.all(program, binaries))
                        .orElse(List.of());
        List<Setpriv> setprivs = find("setpriv").stream()
                .flatMap(setpriv -> Setpriv.all(setpriv, launchers).stream())
                .toList();
        return Stream.of(
                        SandboxChoice.BUBBLEWRAP,
                        SandboxChoice.UNSHARE,
                        SandboxChoice.SETPRIV,
                        SandboxChoice.SECCOMP,
                        SandboxChoice.NONE)
                .filter(kind -> choice == SandboxChoice.AUTO || choice == kind)
                .flatMap(kind -> switch (kind) {
                    case BUBBLEWRAP ->
                        find("bwrap").stream().flatMap(bwrap -> Bubblewrap.all(bwrap, binaries, launchers).stream());
                    case UNSHARE ->
                        find("unshare").stream().flatMap(unshare -> Unshare.all(unshare, setprivs).stream());
                    case SETPRIV -> setprivs.stream();
                    case SECCOMP -> launchers.stream();
                    default -> Stream.of(new NoSandbox());
                });
    }

    /** The tools that can set limits, the best first. */
    public List<LimitTool> limits(long memoryBytes) {
        LimitValues values = new LimitValues(
                memoryBytes, Runtime.getRuntime().availableProcessors(), InheritedLimits.ofThisProcess());
        List<LimitTool> tools = new ArrayList<>();
        find("prlimit").ifPresent(program -> tools.add(new Prlimit(program, values)));
        find("sh").ifPresent(shell -> tools.add(new ShellLimits(shell, values)));
        return tools;
    }
}

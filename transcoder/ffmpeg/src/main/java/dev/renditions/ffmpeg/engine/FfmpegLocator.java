package dev.renditions.ffmpeg.engine;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import ws.schild.jave.process.ProcessLocator;

/**
 * Creates the processes of ffmpeg and ffprobe, for JAVE2 and for our own code. Immutable.
 *
 * @param binaries the programs
 * @param confinement the sandbox and limits of each run
 */
public record FfmpegLocator(FfmpegBinaries binaries, Confinement confinement) implements ProcessLocator {
    @Override
    public String getExecutablePath() {
        return binaries.ffmpeg().toString();
    }

    /** An ffmpeg that JAVE2 runs to list encoders; it reads no media. */
    @Override
    public ConfinedProcess createExecutor() {
        return withoutMedia(binaries.ffmpeg());
    }

    public ConfinedProcess ffmpeg(FileAccess access) {
        return process(binaries.ffmpeg(), access);
    }

    public ConfinedProcess ffprobe(FileAccess access) {
        return process(binaries.ffprobe(), access);
    }

    /** An ffmpeg or ffprobe that reports its version or what it was built with; it reads no media. */
    ConfinedProcess withoutMedia(Path program) {
        return process(program, nothing(program));
    }

    private ConfinedProcess process(Path program, FileAccess access) {
        return new ConfinedProcess(program, environment(access.folder()), access, confinement);
    }

    private static FileAccess nothing(Path program) {
        return new FileAccess(Objects.requireNonNull(program.getParent()), List.of(), OptionalLong.empty(), List.of());
    }

    /** The complete environment of a program: no credentials, no home folder, no settings of the machine. */
    private Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LC_ALL", "C");
        environment.put("HOME", folder.toString());
        // Otherwise SVT-AV1 logs its settings to stderr, where only errors are expected.
        environment.put("SVT_LOG", "1");
        if (Platform.onWindows()) {
            String system = Objects.requireNonNullElse(System.getenv("SystemRoot"), "C:\\Windows");
            environment.put("SystemRoot", system);
            environment.put("PATH", system + "\\System32");
            environment.put("TEMP", folder.toString());
            environment.put("TMP", folder.toString());
        } else {
            environment.put("PATH", "/usr/bin:/bin");
            environment.put("TMPDIR", folder.toString());
            // Otherwise each thread reserves 64 MiB of address space for its heap. That counts against the memory limit
            // although hardly any of it is used.
            environment.put("MALLOC_ARENA_MAX", "2");
        }
        return environment;
    }
}

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
 * Where JAVE2 and we get our processes from: the programs that were found, confined. Immutable.
 *
 * @param binaries the programs
 * @param confinement what is put around each run
 */
public record FfmpegLocator(FfmpegBinaries binaries, Confinement confinement) implements ProcessLocator {
    @Override
    public String getExecutablePath() {
        return binaries.ffmpeg().toString();
    }

    /** An ffmpeg for JAVE2's questions about the program itself; it is given no media. */
    @Override
    public ConfinedProcess createExecutor() {
        return unfed(binaries.ffmpeg());
    }

    /** An ffmpeg that works on files of ours. */
    public ConfinedProcess ffmpeg(FileAccess access) {
        return process(binaries.ffmpeg(), access);
    }

    /** An ffprobe that looks into a file of ours. */
    public ConfinedProcess ffprobe(FileAccess access) {
        return process(binaries.ffprobe(), access);
    }

    /** An ffmpeg or ffprobe that is asked about itself, and is given no media. */
    ConfinedProcess unfed(Path program) {
        return process(program, nothing(program));
    }

    private ConfinedProcess process(Path program, FileAccess access) {
        return new ConfinedProcess(program, environment(access.folder()), access, confinement);
    }

    private static FileAccess nothing(Path program) {
        return new FileAccess(Objects.requireNonNull(program.getParent()), List.of(), OptionalLong.empty(), List.of());
    }

    /** All that a program gets to see: no credentials, no home, no settings of the machine. */
    private Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LC_ALL", "C");
        environment.put("HOME", folder.toString());
        // SVT-AV1 tells its settings to the standard error otherwise, where only complaints are looked for.
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
            // Each thread would reserve 64 MiB of addresses for its heap, which count against the limit on memory
            // although
            // hardly any are used.
            environment.put("MALLOC_ARENA_MAX", "2");
        }
        return environment;
    }
}

package dev.renditions.ffmpeg.engine;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Shell scripts that stand in for ffmpeg and ffprobe. */
public final class FakeProgram {
    private FakeProgram() {}

    /** Both programs, as scripts in a folder. */
    public static FfmpegLocator both(Path folder, String script) throws IOException {
        return new FfmpegLocator(
                new FfmpegBinaries(write(folder.resolve("ffmpeg"), script), write(folder.resolve("ffprobe"), script)),
                Confinement.NONE);
    }

    public static Path write(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Waits until a script has written a process id to a file, and returns that process. */
    public static ProcessHandle awaitProcess(Path file) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

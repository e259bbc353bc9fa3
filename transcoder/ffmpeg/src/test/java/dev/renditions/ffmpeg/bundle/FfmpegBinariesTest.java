package dev.renditions.ffmpeg.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "names and permissions differ on Windows")
class FfmpegBinariesTest {
    @TempDir
    private Path folder;

    @Test
    void folderHoldsBothPrograms() throws IOException {
        Path ffmpeg = program("ffmpeg");
        Path ffprobe = program("ffprobe");

        assertThat(find(folder)).isEqualTo(new FfmpegBinaries(ffmpeg, ffprobe));
    }

    @Test
    void ffprobeIsFoundBesideFfmpeg() throws IOException {
        Path ffmpeg = program("ffmpeg-8");
        Path ffprobe = program("ffprobe-8");

        assertThat(find(ffmpeg)).isEqualTo(new FfmpegBinaries(ffmpeg, ffprobe));
    }

    @Test
    void missingFfprobeIsNamed() throws IOException {
        program("ffmpeg");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> find(folder))
                .withMessageContaining(folder.resolve("ffprobe") + " does not exist or is not executable")
                .withMessageContaining("RENDITIONS_FFMPEG")
                .matches(e -> e.kind() == MediaException.Kind.ENGINE);
    }

    @Test
    void programThatIsNotExecutableIsRefused() throws IOException {
        program("ffprobe");
        Files.setPosixFilePermissions(program("ffmpeg"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(MediaException.class).isThrownBy(() -> find(folder));
    }

    private FfmpegBinaries find(Path given) {
        return FfmpegBinaries.find(Optional.of(given), folder.resolve("unused"), PathRules.STRICT);
    }

    private Path program(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.ffmpeg.sandbox.SandboxTools;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.files.PathRules;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seccomp filter and Landlock in this machine's kernel, around the bundled ffmpeg. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "seccomp and Landlock exist only on Linux")
@Timeout(180)
class SeccompAndLandlockIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path job;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        job = Files.createDirectory(folder.resolve("job"));
        source = Files.copy(Checkout.path("samples", "video-720p.mp4"), folder.resolve("source"));
    }

    /** All encoders of the profiles; each starts threads in its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.mp4 -t 1 -c:v libx264 -c:a aac",
                "out.mp4 -t 1 -vf scale=320:180 -c:v libx265 -an",
                "out.mp4 -t 1 -vf scale=320:180 -c:v libsvtav1 -c:a libopus",
                "out.webp -t 1 -vf scale=320:180 -c:v libwebp_anim -an",
                "out.mp3 -vn -c:a libmp3lame",
                "out.jpg -frames:v 1 -update 1"
            })
    void bundledFfmpegEncodesInEachSandbox(String output) throws Exception {
        for (FfmpegLocator locator : locators()) {
            List<String> words = List.of(output.split(" "));
            ConfinedProcess process = locator.ffmpeg(FileAccess.writing(job, 1 << 24, source));
            List.of("-nostdin", "-loglevel", "error", "-y", "-i", source.toString())
                    .forEach(process::addArgument);
            words.subList(1, words.size()).forEach(process::addArgument);
            process.addArgument(job.resolve(words.get(0)).toString());

            ConfinedProcess.Ended ended = process.run(LONG, ConfinedProcess.Output.IGNORED);

            assertThat(ended.exitCode()).as("%s: %s", locator, ended.stderr()).isZero();
            assertThat(Files.size(job.resolve(words.get(0)))).isPositive();
        }
    }

    private static List<FfmpegLocator> locators() {
        return List.of(find(SandboxChoice.SECCOMP), find(SandboxChoice.SETPRIV));
    }

    private static FfmpegLocator find(SandboxChoice choice) {
        FfmpegBinaries bundled = FfmpegBinaries.find(Optional.empty(), TestMedia.SETTINGS.cache(), PathRules.STRICT);
        SandboxTrial.Found found = SandboxTrial.of(
                bundled,
                new SandboxSettings(choice, SandboxSettings.DEFAULT.memoryBytes()),
                SandboxTools.ofSystem(),
                new LauncherFile(TestMedia.SETTINGS.cache(), PathRules.STRICT));
        assertThat(found.warnings()).isEmpty();
        assertThat(found.locator().confinement().sandbox().describe()).contains("seccomp", "Landlock");
        return found.locator();
    }
}

package dev.renditions.ffmpeg.sandbox;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.engine.SandboxTrial;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.files.PathRules;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs in the sandboxes of this machine. A test whose sandbox does not work here is skipped. */
public final class SandboxedPrograms {
    private SandboxedPrograms() {}

    /** The bundled programs in a sandbox. */
    static FfmpegLocator bundled(SandboxChoice choice) {
        return in(choice, FfmpegBinaries.find(Optional.empty(), TestMedia.SETTINGS.cache(), PathRules.STRICT));
    }

    /** A script in place of ffmpeg, in a sandbox that was tried with the bundled ffmpeg. */
    public static FfmpegLocator script(SandboxChoice choice, Path folder, String script) throws IOException {
        FfmpegBinaries fake = FakeProgram.both(folder, script).binaries();
        Confinement real = bundled(choice).confinement();
        return new FfmpegLocator(fake, new Confinement(forScripts(real.sandbox(), fake), real.limits()));
    }

    /** Without the seccomp filter, which refuses the processes that a shell starts. */
    private static Sandbox forScripts(Sandbox sandbox, FfmpegBinaries fake) {
        if (sandbox instanceof Bubblewrap bubblewrap) {
            return new Bubblewrap(bubblewrap.program(), bubblewrap.ownUsers(), fake, Optional.empty());
        }
        if (sandbox instanceof Unshare unshare) {
            Setpriv plain = new Setpriv(unshare.setpriv().program(), Optional.empty());
            return new Unshare(unshare.program(), plain, unshare.ownUsers(), unshare.ownProc());
        }
        return sandbox instanceof Setpriv setpriv ? new Setpriv(setpriv.program(), Optional.empty()) : sandbox;
    }

    private static FfmpegLocator in(SandboxChoice choice, FfmpegBinaries binaries) {
        SandboxSettings settings = new SandboxSettings(choice, SandboxSettings.DEFAULT.memoryBytes());
        try {
            return SandboxTrial.of(
                            binaries,
                            settings,
                            SandboxTools.ofSystem(),
                            new LauncherFile(TestMedia.SETTINGS.cache(), PathRules.STRICT))
                    .locator();
        } catch (MediaException e) {
            Skip.test("the sandbox '" + choice.word() + "' is unavailable: " + e.getMessage());
            throw e;
        }
    }

    /** Whether any process with this word among its arguments runs, whatever its parent. */
    public static boolean runs(String word) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .anyMatch(process -> arguments(process).contains(word));
        }
    }

    /** Empty for a zombie too, which counts as gone. */
    private static List<String> arguments(Path process) {
        try {
            return List.of(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException e) {
            return List.of(); // It ended meanwhile.
        }
    }
}

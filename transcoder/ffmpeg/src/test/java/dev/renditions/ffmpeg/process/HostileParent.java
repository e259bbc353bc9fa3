package dev.renditions.ffmpeg.process;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.engine.SandboxTrial;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.ffmpeg.sandbox.SandboxTools;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A program that protects its process as each entry point does, and runs a hostile program in a sandbox; for tests. */
public final class HostileParent {
    private static final Duration LONG = Duration.ofSeconds(100);

    private HostileParent() {}

    /**
     * Prints what the hostile program reached.
     *
     * @param arguments the sandbox, a folder with the programs, and the arguments of the hostile program
     */
    public static void main(String[] arguments) throws IOException {
        OwnProcessMemory.protect(PathRules.STRICT);
        Path folder = Path.of(arguments[1]);
        FfmpegLocator locator = locator(SandboxChoice.valueOf(arguments[0]), folder);
        Path other = Files.createDirectories(folder.resolve("neighbor"));
        Thread neighbor = new Thread(() -> {
            ConfinedProcess waiting = locator.ffmpeg(FileAccess.writing(other, 1000));
            waiting.addArgument("--wait");
            waiting.addArgument("neighbor");
            waiting.run(LONG, ConfinedProcess.Output.IGNORED);
        });
        neighbor.setDaemon(true);
        neighbor.start();
        ConfinedProcess hostile =
                locator.ffmpeg(FileAccess.writing(folder.resolve("job"), 1 << 20, folder.resolve("source")));
        hostile.addArgument("--attack");
        hostile.addArgument("parent=" + ProcessHandle.current().pid());
        hostile.addArgument("neighbor=" + await("neighbor"));
        Arrays.stream(arguments).skip(2).forEach(hostile::addArgument);
        CappedText printed = new CappedText(100_000);
        ConfinedProcess.Ended ended = hostile.run(LONG, printed);
        System.out.println(printed.text());
        System.out.println("ended " + ended);
        System.exit(0);
    }

    private static FfmpegLocator locator(SandboxChoice choice, Path folder) {
        FfmpegBinaries binaries =
                new FfmpegBinaries(folder.resolve("programs/ffmpeg"), folder.resolve("programs/ffprobe"));
        SandboxTrial.Found found = SandboxTrial.of(
                binaries,
                new SandboxSettings(choice, SandboxSettings.DEFAULT.memoryBytes()),
                SandboxTools.ofSystem(),
                new LauncherFile(folder.resolve("cache"), PathRules.STRICT));
        System.out.println("sandbox " + found.locator().confinement().sandbox().describe());
        System.out.println("warnings " + found.warnings());
        return found.locator();
    }

    /** Waits for the program itself, not for the tools that started it, and returns its process id. */
    private static long await(String word) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> ProcessHandle.current()
                                .descendants()
                                .filter(process -> isProgram(process, word))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .pid();
    }

    private static boolean isProgram(ProcessHandle process, String word) {
        try {
            List<String> line = List.of(
                    Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                            .split("\0"));
            return line.get(0).endsWith("/ffmpeg") && line.contains(word);
        } catch (IOException e) {
            return false; // It ended meanwhile.
        }
    }
}

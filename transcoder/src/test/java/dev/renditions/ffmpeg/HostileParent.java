package dev.renditions.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A process of ours, protected as each entry point does it, that runs a hostile program in a sandbox; for tests. */
final class HostileParent {
    private static final Duration LONG = Duration.ofSeconds(100);

    private HostileParent() {}

    /**
     * Prints what the program reached.
     *
     * @param arguments the mode, where its tools are, a folder with the programs, and the program's own arguments
     */
    public static void main(String[] arguments) throws IOException {
        OwnProcess.protect();
        Path folder = Path.of(arguments[2]);
        FfmpegLocator locator = locator(HostileMode.valueOf(arguments[0]), Path.of(arguments[1]), folder);
        Path other = Files.createDirectories(folder.resolve("neighbour"));
        Thread neighbour = new Thread(() -> {
            ConfinedProcess waiting = locator.ffmpeg(Access.writing(other, 1000));
            waiting.addArgument("--wait");
            waiting.addArgument("neighbour");
            waiting.run(LONG, ConfinedProcess.Output.IGNORED);
        });
        neighbour.setDaemon(true);
        neighbour.start();
        ConfinedProcess hostile =
                locator.ffmpeg(Access.writing(folder.resolve("job"), 1 << 20, folder.resolve("source")));
        hostile.addArgument("--attack");
        hostile.addArgument("parent=" + ProcessHandle.current().pid());
        hostile.addArgument("neighbour=" + await("neighbour"));
        Arrays.stream(arguments).skip(3).forEach(hostile::addArgument);
        CappedText printed = new CappedText(100_000);
        ConfinedProcess.Ended ended = hostile.run(LONG, printed);
        System.out.println(printed.text());
        System.out.println("ended " + ended);
        System.exit(0);
    }

    private static FfmpegLocator locator(HostileMode mode, Path tools, Path folder) throws IOException {
        FfmpegBinaries binaries =
                new FfmpegBinaries(folder.resolve("programs/ffmpeg"), folder.resolve("programs/ffprobe"));
        JailTrial.Found found = JailTrial.of(
                binaries,
                new JailSettings(mode.choice(), JailSettings.DEFAULT.memoryBytes()),
                new Tools(List.of(tools, Path.of("/usr/bin"), Path.of("/bin"))),
                folder.resolve("cache"));
        Confinement confinement = found.locator().confinement();
        Jail jail = mode.landlock() ? confinement.jail() : older(confinement.jail(), folder.resolve("cache"));
        System.out.println("jail " + jail.describe());
        return new FfmpegLocator(binaries, new Confinement(jail, confinement.limits()));
    }

    /** As with a setpriv before util-linux 2.41, whichever is installed. */
    private static Jail older(Jail jail, Path cache) throws IOException {
        if (jail instanceof Unshare unshare) {
            Setpriv setpriv = older(unshare.setpriv(), cache);
            return new Unshare(unshare.program(), setpriv, unshare.ownUsers(), unshare.ownProc());
        }
        return jail instanceof Setpriv setpriv ? older(setpriv, cache) : jail;
    }

    private static Setpriv older(Setpriv setpriv, Path cache) throws IOException {
        return new Setpriv(
                setpriv.program(),
                Optional.empty(),
                Optional.of(Seccomp.byLauncher(Platform.current().orElseThrow(), cache)));
    }

    /** The process itself, not the tools around it. */
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

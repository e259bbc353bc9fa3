package dev.renditions.ffmpeg;

import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The hostile program, compiled, and tools that not every system has; for tests. */
final class HostilePrograms {
    private HostilePrograms() {}

    /** Compiles it, or skips the test that asks. */
    static Path compile(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("hostile");
        Optional<Path> compiler = Tools.ofSystem().find("cc");
        if (compiler.isEmpty()) {
            Skip.test("the hostile program can't be compiled: cc is not installed");
        }
        String source =
                Path.of("src", "test", "resources", "hostile", "hostile.c").toString();
        Process process = new ProcessBuilder(compiler.orElseThrow().toString(), "-O1", "-o", program.toString(), source)
                .inheritIO()
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("cc failed");
        }
        return program;
    }

    /**
     * The folder of a setpriv that knows Landlock and seccomp filters: the system's own, or the one that CI takes from an
     * image of Debian 13. Else the test that asks is skipped.
     */
    static Path newSetpriv() throws IOException, InterruptedException {
        for (Path folder : Stream.concat(
                        Tools.ofSystem().find("setpriv").map(Path::getParent).stream(),
                        Stream.of(Path.of("target", "setpriv").toAbsolutePath()))
                .toList()) {
            if (Files.isExecutable(folder.resolve("setpriv")) && knowsLandlock(folder.resolve("setpriv"))) {
                return folder;
            }
        }
        Skip.test("no setpriv of util-linux 2.41 is installed; .ci/run takes one from an image");
        throw new IllegalStateException();
    }

    private static boolean knowsLandlock(Path setpriv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(setpriv.toString(), "--help"))
                .redirectErrorStream(true)
                .start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor(10, TimeUnit.SECONDS) && help.contains("--landlock-rule");
    }
}

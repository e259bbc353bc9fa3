package dev.renditions.ffmpeg.sandbox;

import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The hostile program, compiled, and kernels as they are elsewhere; for tests. */
public final class HostilePrograms {
    private HostilePrograms() {}

    /** Compiles it, or skips the test that asks. */
    public static Path compile(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("hostile");
        Optional<Path> compiler = SandboxTools.ofSystem().find("cc");
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
     * Words before a command that make it run as on another kernel.
     *
     * @param rights the rights that its Landlock knows; none for a kernel without Landlock
     */
    public static List<String> onKernel(Path hostile, int rights) {
        return List.of(hostile.toString(), "--kernel", Integer.toHexString(rights));
    }
}

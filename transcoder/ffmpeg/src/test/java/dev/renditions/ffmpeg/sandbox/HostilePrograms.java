package dev.renditions.ffmpeg.sandbox;

import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Compiles the hostile program and simulates other kernels; for tests. */
public final class HostilePrograms {
    private HostilePrograms() {}

    /** Compiles the hostile program, or skips the calling test. */
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
     * A prefix of a command that simulates another kernel for it.
     *
     * @param rights the rights that its Landlock knows; none for a kernel without Landlock
     */
    public static List<String> onKernel(Path hostile, int rights) {
        return List.of(hostile.toString(), "--kernel", Integer.toHexString(rights));
    }
}

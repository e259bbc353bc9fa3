package dev.renditions.files;

import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An attacker: a process that atomically exchanges two paths in a loop, until it is closed. */
final class Exchange implements AutoCloseable {
    private static final String PROGRAM = """
            import ctypes, sys
            libc = ctypes.CDLL(None, use_errno=True)
            pairs = [a.encode() for a in sys.argv[1:]]
            print("ready", flush=True)
            while True:
                for one, other in zip(pairs[::2], pairs[1::2]):
                    libc.renameat2(-100, one, -100, other, 2)
            """;

    private final Process process;

    private Exchange(Process process) {
        this.process = process;
    }

    /** Exchanges the paths of each pair. */
    static Exchange of(Path... pairs) throws IOException {
        requirePython();
        String[] command = new String[3 + pairs.length];
        command[0] = "python3";
        command[1] = "-c";
        command[2] = PROGRAM;
        for (int i = 0; i < pairs.length; i++) {
            command[3 + i] = pairs[i].toString();
        }
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (started.inputReader().readLine() == null) {
            throw new IOException("python3 does not run");
        }
        return new Exchange(started);
    }

    /** Skips the test without Python. It makes a system call that Java does not offer. */
    static void requirePython() {
        try {
            Process process = new ProcessBuilder("python3", "-c", "").start();
            if (process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            // Not installed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Skip.test("python3 not found, so no attacker can exchange paths");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the attacker did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.renditions.ffmpeg.sandbox.self;

import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects this process from the programs that it starts: they run as the same user, and if no sandbox hides {@code /proc},
 * they could read its environment and its memory there. Each entry point calls {@link #protect} before it does anything else.
 */
public final class OwnProcessMemory {
    private static boolean done;

    private OwnProcessMemory() {}

    /**
     * On Linux, erases secrets from the environment that {@code /proc} shows, then makes this process undumpable:
     * programs of the same user can no longer read its environment or memory, nor trace it. Root still can, except a program
     * that has dropped its privileges. Core dumps and {@code jcmd}, {@code jstack} and {@code jmap} of the same user no longer
     * work. Failures are logged as warnings. Idempotent.
     *
     * @param paths whether a library may be loaded from the temporary folder
     */
    public static synchronized void protect(PathRules paths) {
        Optional<Platform> platform = Platform.current().filter(Platform::linux);
        if (done || platform.isEmpty()) {
            return;
        }
        done = true;
        List<String> failures = new ArrayList<>();
        try {
            System.getenv(); // Java copies the environment when it is first read.
            InitialEnvironment.eraseSecrets();
        } catch (IOException | RuntimeException e) {
            failures.add("secrets stay in /proc/PID/environ: " + e);
        }
        Prctl.makeUndumpable(platform.get(), Path.of(System.getProperty("java.io.tmpdir")), paths)
                .map(why -> "other programs of this user may read this process's memory: " + why)
                .ifPresent(failures::add);
        if (!failures.isEmpty()) {
            Logger log = LoggerFactory.getLogger(OwnProcessMemory.class);
            failures.forEach(log::warn);
        }
    }
}

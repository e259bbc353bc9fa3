package dev.renditions.ffmpeg.engine;

import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import java.nio.file.Path;
import java.util.List;

/**
 * What encodes on this machine, and how it is confined, for people. Immutable.
 *
 * @param version the program and its version, such as {@code ffmpeg 8.1.2}
 * @param program where it is
 * @param encoders ffmpeg's names of the encoders it has, of those that matter here
 * @param sandbox which sandbox is in force
 * @param filesClosed whether programs in it open no files but the system's and those of their run
 * @param keeps what that keeps out
 * @param limits what a run may take of the machine
 * @param refused the better sandboxes that can't be had, each with why
 */
public record EngineFacts(
        String version,
        Path program,
        List<String> encoders,
        SandboxChoice sandbox,
        boolean filesClosed,
        String keeps,
        String limits,
        List<String> refused) {
    /** Keeps the lists as they are now. */
    public EngineFacts {
        encoders = List.copyOf(encoders);
        refused = List.copyOf(refused);
    }

    /** What is in force, in one line. */
    public String sentence() {
        String better = refused.isEmpty() ? "" : "; not to be had: " + String.join("; ", refused);
        return version + " (" + program + ") runs in the sandbox '" + sandbox.word() + "': " + keeps + "; limits: " + limits
                + better;
    }
}

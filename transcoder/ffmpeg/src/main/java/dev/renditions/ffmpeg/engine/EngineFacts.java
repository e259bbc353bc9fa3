package dev.renditions.ffmpeg.engine;

import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import java.nio.file.Path;
import java.util.List;

/**
 * Which ffmpeg encodes on this machine, and in which sandbox: for users. Immutable.
 *
 * @param version the program and its version, such as {@code ffmpeg 8.1.2}
 * @param program its path
 * @param encoders the encoders that it has, of those that profiles use or users ask for, by ffmpeg's names
 * @param sandbox the sandbox in force
 * @param filesRestricted whether programs in it can open only the files of the system and of their run
 * @param restrictions a sentence that describes what the sandbox restricts
 * @param limits the limits on memory, processor time and output size of each run
 * @param refused the better sandboxes that are unavailable, each with the reason
 */
public record EngineFacts(
        String version,
        Path program,
        List<String> encoders,
        SandboxChoice sandbox,
        boolean filesRestricted,
        String restrictions,
        String limits,
        List<String> refused) {
    /** Copies the lists. */
    public EngineFacts {
        encoders = List.copyOf(encoders);
        refused = List.copyOf(refused);
    }

    /** All facts but the encoders, in one line. */
    public String sentence() {
        String better = refused.isEmpty() ? "" : "; unavailable: " + String.join("; ", refused);
        return version + " (" + program + ") runs in the sandbox '" + sandbox.word() + "': " + restrictions
                + "; limits: " + limits + better;
    }
}

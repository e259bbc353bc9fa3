package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.limits.LimitTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is put around every run. Immutable.
 *
 * @param sandbox what it sees
 * @param limits what it may take; absent where no tool can set them
 */
public record Confinement(Sandbox sandbox, Optional<LimitTool> limits) {
    /** Nothing. */
    public static final Confinement NONE = new Confinement(new NoSandbox(), Optional.empty());

    /** The command that runs another one so. */
    public List<String> wrap(List<String> command, FileAccess access, Duration limit) {
        List<String> wrapped = new ArrayList<>();
        limits.ifPresent(tool -> wrapped.addAll(tool.arguments(limit, access)));
        wrapped.addAll(sandbox.wrap(command, access));
        return List.copyOf(wrapped);
    }

    public String describeLimits() {
        return limits.map(LimitTool::describe)
                .orElse(
                        "none but time and the size of the output: there is neither a prlimit program nor a shell that sets them");
    }
}

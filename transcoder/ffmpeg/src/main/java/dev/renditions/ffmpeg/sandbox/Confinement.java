package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.limits.LimitTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sandbox and the limits of every run. Immutable.
 *
 * @param sandbox what a run can access
 * @param limits sets the limits of a run; absent if no tool can set them
 */
public record Confinement(Sandbox sandbox, Optional<LimitTool> limits) {
    /** Neither sandbox nor limits. */
    public static final Confinement NONE = new Confinement(new NoSandbox(), Optional.empty());

    /** The command that runs another one with these limits in this sandbox. */
    public List<String> wrap(List<String> command, FileAccess access, Duration limit) {
        List<String> wrapped = new ArrayList<>();
        limits.ifPresent(tool -> wrapped.addAll(tool.arguments(limit, access)));
        wrapped.addAll(sandbox.wrap(command, access));
        return List.copyOf(wrapped);
    }

    public String describeLimits() {
        return limits.map(LimitTool::describe)
                .orElse("none except time and output size: neither prlimit nor a shell that can set others was found");
    }
}

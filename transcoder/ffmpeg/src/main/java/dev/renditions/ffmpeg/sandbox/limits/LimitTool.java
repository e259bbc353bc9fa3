package dev.renditions.ffmpeg.sandbox.limits;

import java.time.Duration;
import java.util.List;

/** A way to have the system itself limit what a run takes, whether or not anybody watches it. Immutable. */
public sealed interface LimitTool permits Prlimit, ShellLimits {
    /** The limits. */
    LimitValues values();

    /**
     * The arguments before a command.
     *
     * @param limit how long it may take by the clock
     * @param access says how large the files may be that it writes
     */
    List<String> arguments(Duration limit, FileAccess access);

    /** The limits and what sets them, for people. */
    String describe();
}

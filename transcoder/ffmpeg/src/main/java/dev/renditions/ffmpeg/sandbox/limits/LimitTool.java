package dev.renditions.ffmpeg.sandbox.limits;

import java.time.Duration;
import java.util.List;

/** Lets the operating system limit the resources of a run, even if our process no longer runs. Immutable. */
public sealed interface LimitTool permits Prlimit, ShellLimits {
    LimitValues values();

    /**
     * The arguments before a command.
     *
     * @param limit the longest wall-clock time of the run
     * @param access states how large the files that it writes may be
     */
    List<String> arguments(Duration limit, FileAccess access);

    /** The limits and the tool that sets them, for users. */
    String describe();
}

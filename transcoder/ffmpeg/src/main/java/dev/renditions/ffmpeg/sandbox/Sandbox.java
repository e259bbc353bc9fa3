package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.util.List;

/**
 * Restricts what a program can access. It is a list of arguments before the command of the program; no shell is involved.
 * Immutable.
 */
public sealed interface Sandbox permits Bubblewrap, Unshare, Setpriv, LauncherSandbox, NoSandbox {
    /** Its kind; never {@link SandboxChoice#AUTO}. */
    SandboxChoice kind();

    /** What it restricts, for users. */
    String describe();

    /** Whether a program in it can open only the files of the system and of its run, although it runs as our user. */
    boolean restrictsFiles();

    /** The tool and its main options, for messages about a failure. */
    String invocation();

    /**
     * The command that runs another one in this sandbox.
     *
     * @param command the absolute path of the program, and its arguments
     * @param access the files that it may read and write
     */
    List<String> wrap(List<String> command, FileAccess access);
}

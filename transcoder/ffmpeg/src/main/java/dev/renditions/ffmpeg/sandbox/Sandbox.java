package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.util.List;

/**
 * A way to run a program so that it sees and reaches little of the machine. It is a list of arguments put before the
 * program's own; no shell reads them. Immutable.
 */
public sealed interface Sandbox permits Bubblewrap, Unshare, Setpriv, LauncherSandbox, NoSandbox {
    /** Which choice it fulfils. */
    SandboxChoice kind();

    /** What it keeps out, for people. */
    String describe();

    /** Whether a program in it opens no files but the system's and those of its run, though it runs as the same user. */
    boolean closesFiles();

    /** The tool and the options that matter, for messages about its failure. */
    String tried();

    /**
     * The command that runs another one inside.
     *
     * @param command the program, by its whole path, and its arguments
     * @param access what it may read and write of our files
     */
    List<String> wrap(List<String> command, FileAccess access);
}

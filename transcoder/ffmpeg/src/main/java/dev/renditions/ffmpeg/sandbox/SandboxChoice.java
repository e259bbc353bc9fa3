package dev.renditions.ffmpeg.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The setting that selects the sandbox of ffmpeg and ffprobe. */
public enum SandboxChoice {
    /** The strongest that is available, possibly none. */
    AUTO,
    /** Bubblewrap is required: no network, and only the files that the run needs. */
    BUBBLEWRAP,
    /** The unshare of util-linux is required: no network and no other processes; Landlock and seccomp if allowed. */
    UNSHARE,
    /** The setpriv of util-linux is required: no privileges, and it ends with our process; Landlock and seccomp if allowed. */
    SETPRIV,
    /**
     * A seccomp filter is required: no sockets, no signals, no new processes. If the kernel has Landlock, only the files of the
     * run; otherwise all files of the user.
     */
    SECCOMP,
    /** No sandbox, even if one is available. */
    NONE;

    /**
     * Parses a value of the setting, in lower case.
     *
     * @throws IllegalArgumentException if the value is unknown; the message lists all
     */
    public static SandboxChoice parse(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a sandbox; use one of "
                        + Arrays.stream(values()).map(SandboxChoice::word).collect(Collectors.joining(", "))));
    }

    /** The value of the setting, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is an error if that sandbox is unavailable. */
    public boolean required() {
        return this != AUTO && this != NONE;
    }
}

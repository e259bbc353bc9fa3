package dev.renditions.ffmpeg.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which sandbox the programs are to run in. */
public enum SandboxChoice {
    /** The strongest that can be had, which may be none. */
    AUTO,
    /** Bubblewrap, or nothing runs: no network, and of the files of the machine only what the run needs. */
    BUBBLEWRAP,
    /** The unshare of util-linux, or nothing runs: no network and no other processes; Landlock and seccomp, where allowed. */
    UNSHARE,
    /** The setpriv of util-linux, or nothing runs: no privileges, and an end with ours; Landlock and seccomp, where allowed. */
    SETPRIV,
    /**
     * A seccomp filter, or nothing runs: no sockets, no signals, no processes of its own. Files of the run alone where the
     * kernel has Landlock, else as the user may see them.
     */
    SECCOMP,
    /** None, even where one can be had. */
    NONE;

    /**
     * The choice of that word, in small letters.
     *
     * @throws IllegalArgumentException if there is none, naming all
     */
    public static SandboxChoice parse(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no sandbox; there are "
                        + Arrays.stream(values()).map(SandboxChoice::word).collect(Collectors.joining(", "))));
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is an error if that sandbox can't be had. */
    public boolean required() {
        return this != AUTO && this != NONE;
    }
}

package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.sandbox.JailChoice;

/** A sandbox that a hostile program is tried in: the columns of the table of docs/security.md, in their order. */
public enum HostileMode {
    NONE(JailChoice.NONE, true),
    /** On a kernel that has no Landlock. */
    SECCOMP_WITHOUT_LANDLOCK(JailChoice.SECCOMP, false),
    SECCOMP(JailChoice.SECCOMP, true),
    SETPRIV(JailChoice.SETPRIV, true),
    UNSHARE(JailChoice.UNSHARE, true),
    BUBBLEWRAP(JailChoice.BUBBLEWRAP, true);

    private final JailChoice choice;
    private final boolean landlock;

    HostileMode(JailChoice choice, boolean landlock) {
        this.choice = choice;
        this.landlock = landlock;
    }

    public JailChoice choice() {
        return choice;
    }

    /** Whether the kernel has Landlock. */
    public boolean landlock() {
        return landlock;
    }
}

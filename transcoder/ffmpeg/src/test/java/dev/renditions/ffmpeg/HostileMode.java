package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.sandbox.SandboxChoice;

/** The sandboxes in which a hostile program is tried: the columns of the table in docs/security.md, in their order. */
public enum HostileMode {
    NONE(SandboxChoice.NONE, true),
    /** On a kernel without Landlock. */
    SECCOMP_WITHOUT_LANDLOCK(SandboxChoice.SECCOMP, false),
    SECCOMP(SandboxChoice.SECCOMP, true),
    SETPRIV(SandboxChoice.SETPRIV, true),
    UNSHARE(SandboxChoice.UNSHARE, true),
    BUBBLEWRAP(SandboxChoice.BUBBLEWRAP, true);

    private final SandboxChoice choice;
    private final boolean landlock;

    HostileMode(SandboxChoice choice, boolean landlock) {
        this.choice = choice;
        this.landlock = landlock;
    }

    public SandboxChoice choice() {
        return choice;
    }

    /** Whether the kernel has Landlock. */
    public boolean landlock() {
        return landlock;
    }
}

package dev.renditions.ffmpeg;

/** A sandbox that a hostile program is tried in. */
enum HostileMode {
    NONE(JailChoice.NONE, false),
    SECCOMP(JailChoice.SECCOMP, false),
    /** With any setpriv, used like one before util-linux 2.41. */
    SETPRIV(JailChoice.SETPRIV, false),
    SETPRIV_LANDLOCK(JailChoice.SETPRIV, true),
    UNSHARE(JailChoice.UNSHARE, false),
    UNSHARE_LANDLOCK(JailChoice.UNSHARE, true),
    BUBBLEWRAP(JailChoice.BUBBLEWRAP, false);

    private final JailChoice choice;
    private final boolean landlock;

    HostileMode(JailChoice choice, boolean landlock) {
        this.choice = choice;
        this.landlock = landlock;
    }

    JailChoice choice() {
        return choice;
    }

    /** Whether Landlock is in force, which needs the setpriv of util-linux 2.41. */
    boolean landlock() {
        return landlock;
    }
}

package dev.renditions.ffmpeg;

/** A sandbox that a hostile program is tried in. */
enum HostileMode {
    NONE(JailChoice.NONE, false),
    /** Any setpriv, used like one before util-linux 2.41. */
    SETPRIV(JailChoice.SETPRIV, false),
    /** With Landlock and the seccomp filter. */
    SETPRIV_LANDLOCK(JailChoice.SETPRIV, true),
    UNSHARE(JailChoice.UNSHARE, false),
    UNSHARE_LANDLOCK(JailChoice.UNSHARE, true),
    BUBBLEWRAP(JailChoice.BUBBLEWRAP, false);

    private final JailChoice choice;
    private final boolean walls;

    HostileMode(JailChoice choice, boolean walls) {
        this.choice = choice;
        this.walls = walls;
    }

    JailChoice choice() {
        return choice;
    }

    /** Whether Landlock and the seccomp filter are in force. */
    boolean walls() {
        return walls;
    }
}

package dev.renditions.ffmpeg.sandbox.launcher;

import java.util.List;

/**
 * A system call that ffmpeg needs, but not with these values of one argument. Immutable.
 *
 * @param call the call
 * @param argument the index of the argument, from 0; only its lower 32 bits are compared, as in the kernel
 * @param values the values that are refused
 */
record RefusedArguments(SystemCall call, int argument, List<Integer> values) {
    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;

    private static final int FIOSETOWN = 0x8901;
    private static final int SIOCSPGRP = 0x8902;
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;

    /**
     * With these arguments, both calls can make the kernel send any signal to another process of the same user when a file is
     * ready. The last two requests insert input into the terminal that our process was started from.
     */
    static final List<RefusedArguments> ALL = List.of(
            new RefusedArguments(new SystemCall("fcntl", 72, 25), 1, List.of(F_SETOWN, F_SETSIG, F_SETOWN_EX)),
            new RefusedArguments(
                    new SystemCall("ioctl", 16, 29), 1, List.of(FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX)));
}

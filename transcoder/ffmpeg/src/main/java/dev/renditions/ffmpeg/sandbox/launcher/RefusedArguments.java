package dev.renditions.ffmpeg.sandbox.launcher;

import java.util.List;

/**
 * A system call that ffmpeg needs, but not with these values of one argument. Immutable.
 *
 * @param call the call
 * @param argument which argument, from 0; its lower 32 bits count, as they do for the kernel
 * @param values what is refused
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
     * Both calls can have the kernel send any signal to another process of the same user when a file is ready. The last two
     * requests type into the terminal that we were started from.
     */
    static final List<RefusedArguments> ALL = List.of(
            new RefusedArguments(new SystemCall("fcntl", 72, 25), 1, List.of(F_SETOWN, F_SETSIG, F_SETOWN_EX)),
            new RefusedArguments(
                    new SystemCall("ioctl", 16, 29), 1, List.of(FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX)));
}

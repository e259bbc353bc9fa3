package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.util.Optional;
import java.util.Set;

/**
 * The signal that ended a program, as its exit code shows it: such an end says nothing of what the program read. Immutable.
 *
 * @param exitCode the exit code
 * @param number the signal; 0 where ffmpeg handled it and does not say which it was
 */
record ExitSignal(int exitCode, int number) {
    /** What is said of SIGKILL, which the system sends when memory runs out. */
    static final String KILLED = "the program was killed, maybe for want of memory";

    /** What shells, sandboxes and Java add to the number of a signal. */
    private static final int BASE = 128;

    private static final int LAST = 31;

    /** How ffmpeg ends after SIGINT or SIGTERM: it closes its outputs first. */
    private static final int HANDLED = 255;

    /** How it ends after more than three of them. */
    private static final int IMPATIENT = 123;

    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final int SIGXFSZ = 25;

    /** SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS: the program's own fault, or its sandbox's. */
    private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11, 31);

    /**
     * The signal, if one ended the program. The codes of ffmpeg's own errors are the last byte of a negative number, and none of
     * those is in the range of signals, but for EPERM, which has 255 too and is logged.
     */
    static Optional<ExitSignal> of(ConfinedProcess.Ended ended) {
        int code = ended.exitCode();
        if (code > BASE && code <= BASE + LAST) {
            return Optional.of(new ExitSignal(code, code - BASE));
        }
        boolean handled = code == HANDLED && !ended.stderr().contains("Operation not permitted");
        boolean impatient = code == IMPATIENT && ended.stderr().contains("hard exiting");
        return handled || impatient ? Optional.of(new ExitSignal(code, 0)) : Optional.empty();
    }

    /** What is reported of it. A crash comes again and is final; who was only told to end may be started again. */
    MediaException failure() {
        if (CRASHES.contains(number)) {
            return new MediaException(Kind.MACHINE, "the program crashed (exit code " + exitCode + ")");
        }
        return switch (number) {
            case SIGKILL -> new MediaException(Kind.ENGINE, KILLED);
            case SIGXCPU -> new MediaException(Kind.MACHINE, "the program used up its processor time");
            case SIGXFSZ -> new MediaException(Kind.MACHINE, "an output is larger than a file may be here");
            default ->
                new MediaException(Kind.ENGINE, "the program was ended from outside (exit code " + exitCode + ")");
        };
    }
}

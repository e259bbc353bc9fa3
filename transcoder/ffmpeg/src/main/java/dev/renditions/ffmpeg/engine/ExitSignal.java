package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.util.Optional;
import java.util.Set;

/**
 * The signal that ended a program, taken from its exit code. Such an end says nothing about what the program read. Immutable.
 *
 * @param exitCode the exit code
 * @param number the signal; 0 where ffmpeg handled it and does not say which it was
 */
record ExitSignal(int exitCode, int number) {
    /** The message for SIGKILL, which the system sends when memory runs out. */
    static final String KILLED = "the program was killed, possibly because memory ran out";

    static final String FILE_TOO_LARGE = "an output is larger than the limit on files";

    /** Shells, sandbox tools and Java add this to the number of a signal. */
    private static final int BASE = 128;

    private static final int LAST = 31;

    /** The exit code of ffmpeg after SIGINT or SIGTERM: it closes its outputs first. */
    private static final int HANDLED = 255;

    /** The exit code of ffmpeg after more than three of these signals. */
    private static final int HARD_EXIT = 123;

    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final int SIGXFSZ = 25;

    /** SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS: the program's own fault, or its sandbox's. */
    private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11, 31);

    /**
     * The signal, if one ended the program. The exit codes of ffmpeg's own errors are the last byte of a negative number. None
     * of them is in the range of signals, except EPERM, which is also 255 and is logged.
     */
    static Optional<ExitSignal> of(ConfinedProcess.Ended ended) {
        int code = ended.exitCode();
        if (code > BASE && code <= BASE + LAST) {
            return Optional.of(new ExitSignal(code, code - BASE));
        }
        boolean handled = code == HANDLED && !ended.stderr().contains("Operation not permitted");
        boolean hard = code == HARD_EXIT && ended.stderr().contains("hard exiting");
        return handled || hard ? Optional.of(new ExitSignal(code, 0)) : Optional.empty();
    }

    /** The failure to report. A crash repeats, so it is final; a program that was asked to end may be started again. */
    MediaException failure() {
        if (CRASHES.contains(number)) {
            return new MediaException(Kind.MACHINE, "the program crashed (exit code " + exitCode + ")");
        }
        return switch (number) {
            case SIGKILL -> new MediaException(Kind.ENGINE, KILLED);
            case SIGXCPU -> new MediaException(Kind.MACHINE, "the program used up its processor time");
            case SIGXFSZ -> new MediaException(Kind.MACHINE, FILE_TOO_LARGE);
            default -> new MediaException(Kind.ENGINE, "a signal ended the program (exit code " + exitCode + ")");
        };
    }
}

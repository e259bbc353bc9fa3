package dev.renditions.ffmpeg.sandbox.limits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The {@code ulimit} of a POSIX shell, for systems without prlimit, such as the images of AWS Lambda. The shell gets numbers
 * and the command as arguments, never as text that it parses.
 *
 * @param shell where it is
 * @param values the limits
 */
public record ShellLimits(Path shell, LimitValues values) implements LimitTool {
    /** A limit that can't be set ends the run before it starts. */
    private static final String SCRIPT =
            "ulimit -c 0 && ulimit -v \"$1\" && ulimit -t \"$2\" && ulimit -f \"$3\" && shift 3 && exec \"$@\"";

    private static final long KIB = 1024;

    /** POSIX's unit of {@code ulimit -f}. Rounded down: a limit above the inherited one is refused. */
    private static final long BLOCK = 512;

    @Override
    public List<String> arguments(Duration limit, FileAccess access) {
        return List.of(
                shell.toString(),
                "-c",
                SCRIPT,
                "sh",
                Long.toString(values.memory() / KIB),
                Long.toString(values.seconds(limit)),
                Long.toString(Math.max(1, values.fileBytes(access) / BLOCK)));
    }

    @Override
    public String describe() {
        return values.describe() + " (set by " + shell + ")";
    }
}

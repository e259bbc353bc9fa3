package dev.renditions.ffmpeg.sandbox.limits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The {@code ulimit} of a POSIX shell, for systems without prlimit, such as the images of AWS Lambda. The shell receives the
 * numbers and the command as arguments and never parses them as a script.
 *
 * @param shell the path of {@code sh}
 * @param values the limits
 */
public record ShellLimits(Path shell, LimitValues values) implements LimitTool {
    /** If a limit can't be set, the command is not run. */
    private static final String SCRIPT =
            "ulimit -c 0 && ulimit -v \"$1\" && ulimit -t \"$2\" && ulimit -f \"$3\" && shift 3 && exec \"$@\"";

    private static final long KIB = 1024;

    /** POSIX's unit of {@code ulimit -f}. Values are rounded down, since a limit above the inherited one is refused. */
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

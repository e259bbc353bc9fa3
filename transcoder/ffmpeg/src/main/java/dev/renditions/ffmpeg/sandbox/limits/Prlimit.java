package dev.renditions.ffmpeg.sandbox.limits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The prlimit of util-linux.
 *
 * @param program the path of {@code prlimit}
 * @param values the limits
 */
public record Prlimit(Path program, LimitValues values) implements LimitTool {
    @Override
    public List<String> arguments(Duration limit, FileAccess access) {
        return List.of(
                program.toString(),
                "--as=" + values.memory(),
                "--cpu=" + values.seconds(limit),
                "--fsize=" + values.fileBytes(access),
                "--core=0");
    }

    @Override
    public String describe() {
        return values.describe();
    }
}

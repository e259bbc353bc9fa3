package dev.renditions.ffmpeg.sandbox.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hard limits of this process, which its child processes inherit; only root could raise them.
 *
 * @param hard the limits by their names in {@code /proc/self/limits}; those that are unlimited are missing
 */
public record InheritedLimits(Map<String, Long> hard) {
    private static final Pattern LINE = Pattern.compile("^(Max [a-z ]+?) {2,}\\S+ +(\\d{1,18}) ", Pattern.MULTILINE);

    /** The limits of this process; empty if the system does not report them. */
    public static InheritedLimits ofThisProcess() {
        try {
            return parse(Files.readString(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            return new InheritedLimits(Map.of());
        }
    }

    /** Parses the text of {@code /proc/self/limits}. */
    public static InheritedLimits parse(String text) {
        return new InheritedLimits(LINE.matcher(text)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Long.valueOf(found.group(2)))));
    }

    long memory(long wanted) {
        return least("Max address space", wanted);
    }

    long seconds(long wanted) {
        return least("Max cpu time", wanted);
    }

    long fileBytes(long wanted) {
        return least("Max file size", wanted);
    }

    private long least(String name, long wanted) {
        return Math.min(wanted, hard.getOrDefault(name, Long.MAX_VALUE));
    }
}

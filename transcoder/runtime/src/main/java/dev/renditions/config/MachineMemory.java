package dev.renditions.config;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The memory limit of this process and all its child processes, set by AWS Lambda or by control groups, as in
 * containers. The kernel kills processes that exceed it without a message, so the default limits for runs of ffmpeg and
 * for sources are lowered to what fits. Immutable.
 *
 * @param bytes the limit; absent if there is none
 */
public record MachineMemory(OptionalLong bytes) {
    /** No limit except the machine's memory. */
    public static final MachineMemory UNLIMITED = new MachineMemory(OptionalLong.empty());

    private static final String FUNCTION_MEGABYTES = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

    /**
     * Memory that Java uses beside its heap: code, classes, threads, buffers. A Lambda function was measured at 200 MB
     * including its heap.
     */
    private static final long JAVA_BYTES = 192L << 20;

    /** Version 1 of control groups expresses "no limit" as a number near the largest one. */
    private static final long NO_LIMIT = 1L << 60;

    /**
     * The lowest limit that applies.
     *
     * @param environment the environment of this process
     * @param root the root of the file system
     */
    public static MachineMemory of(Map<String, String> environment, Path root) {
        List<Long> limits = new ArrayList<>(groups(root));
        String megabytes = environment.getOrDefault(FUNCTION_MEGABYTES, "");
        if (megabytes.matches("[1-9]\\d{1,6}")) {
            limits.add(Long.parseLong(megabytes) << 20);
        }
        return new MachineMemory(limits.stream().mapToLong(limit -> limit).min());
    }

    /** The limits of the control groups that this process is in, and of their parents. */
    private static List<Long> groups(Path root) {
        List<Long> limits = new ArrayList<>();
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                addLimits(limits, root.resolve("sys/fs/cgroup"), parts[2], "memory.max");
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                addLimits(limits, root.resolve("sys/fs/cgroup/memory"), parts[2], "memory.limit_in_bytes");
            }
        }
        return limits;
    }

    /** In a container, the group's own folder may be the root of the mounted tree. */
    private static void addLimits(List<Long> limits, Path mounted, String group, String file) {
        Path folder = mounted.resolve(group.replaceFirst("^/+", "")).normalize();
        while (folder != null && folder.startsWith(mounted)) {
            lines(folder.resolve(file)).stream()
                    .map(String::strip)
                    .filter(text -> text.matches("\\d{1,19}"))
                    .map(Long::parseLong)
                    .filter(limit -> limit > 0 && limit < NO_LIMIT)
                    .forEach(limits::add);
            folder = folder.getParent();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Memory left for a run of ffmpeg besides Java with this maximum heap; empty without a limit. */
    OptionalLong forRun(long heap) {
        return bytes.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(SandboxSettings.LEAST_MEMORY, bytes.getAsLong() - heap - JAVA_BYTES));
    }

    /** Default values of settings that are lower here than usual; empty without a limit. */
    public Map<Setting, String> defaults() {
        return defaults(Runtime.getRuntime().maxMemory());
    }

    Map<Setting, String> defaults(long heap) {
        Map<Setting, String> lower = new EnumMap<>(Setting.class);
        forRun(heap).ifPresent(bytes -> {
            put(lower, Setting.MEMORY_LIMIT, SandboxSettings.DEFAULT.memoryBytes(), bytes);
            put(lower, Setting.MAX_PIXELS, SourceLimits.DEFAULT.pixels(), SourceLimits.pixelsIn(bytes));
            put(lower, Setting.MAX_STILL_PIXELS, SourceLimits.DEFAULT.stillPixels(), SourceLimits.stillPixelsIn(bytes));
        });
        return lower;
    }

    private static void put(Map<Setting, String> lower, Setting setting, long usual, long here) {
        if (here < usual) {
            lower.put(setting, Long.toString(here));
        }
    }
}

package dev.renditions.ffmpeg.sandbox.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The capabilities of this process. */
public final class OwnCapabilities {
    private static final Pattern EFFECTIVE = Pattern.compile("^CapEff:\\s+([0-9a-f]{1,16})$", Pattern.MULTILINE);
    private static final int CAP_SETPCAP = 8;

    private OwnCapabilities() {}

    /** Whether it may remove capabilities from its child processes: this needs {@code CAP_SETPCAP}, which only root has. */
    public static boolean mayDrop() {
        try {
            return mayDrop(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads it from the text of {@code /proc/self/status}. */
    public static boolean mayDrop(String status) {
        Matcher effective = EFFECTIVE.matcher(status);
        return effective.find() && (Long.parseUnsignedLong(effective.group(1), 16) >> CAP_SETPCAP & 1) == 1;
    }
}

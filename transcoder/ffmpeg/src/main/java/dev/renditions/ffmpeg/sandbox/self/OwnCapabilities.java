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

    /** Whether it may take capabilities from what it starts: {@code CAP_SETPCAP}, which only administrators have. */
    public static boolean mayDrop() {
        try {
            return mayDrop(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return false;
        }
    }

    /** The same from the text of {@code /proc/self/status}. */
    public static boolean mayDrop(String status) {
        Matcher effective = EFFECTIVE.matcher(status);
        return effective.find() && (Long.parseUnsignedLong(effective.group(1), 16) >> CAP_SETPCAP & 1) == 1;
    }
}

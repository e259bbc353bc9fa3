package dev.renditions.ffmpeg.bundle;

import java.util.Locale;
import java.util.Optional;

/** An operating system and processor that an ffmpeg is bundled for. */
public enum Platform {
    LINUX_X86_64("linux-x86_64-gpl"),
    LINUX_ARM64("linux-arm64-gpl"),
    MACOSX_ARM64("macosx-arm64-gpl"),
    MACOSX_X86_64("macosx-x86_64-gpl"),
    WINDOWS_X86_64("windows-x86_64-gpl");

    private final String bundleName;

    Platform(String bundleName) {
        this.bundleName = bundleName;
    }

    /** The platform of this machine; empty if nothing is bundled for it. */
    public static Optional<Platform> current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /** The platform by Java's {@code os.name} and {@code os.arch}. */
    static Optional<Platform> of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
        boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
        if (!arm && !intel) {
            return Optional.empty();
        }
        if (os.startsWith("linux")) {
            return Optional.of(arm ? LINUX_ARM64 : LINUX_X86_64);
        }
        if (os.startsWith("mac")) {
            return Optional.of(arm ? MACOSX_ARM64 : MACOSX_X86_64);
        }
        return os.startsWith("windows") && intel ? Optional.of(WINDOWS_X86_64) : Optional.empty();
    }

    /** The name of the bundle, which is also its folder on the classpath. */
    String bundleName() {
        return bundleName;
    }

    public boolean linux() {
        return this == LINUX_X86_64 || this == LINUX_ARM64;
    }

    /** The file name of a program on this machine. */
    static String programName(String program) {
        return onWindows() ? program + ".exe" : program;
    }

    public static boolean onWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}

package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.support.SettingName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that an ffmpeg or ffprobe reports. Immutable.
 *
 * @param text as reported: {@code 8.1.2}, or {@code N-12345-gdeadbeef} for a build that is not a release
 * @param release the release; absent for a build that is not a release
 */
public record FfmpegVersion(String text, Optional<Release> release) {
    private static final Pattern LINE = Pattern.compile("(?:ffmpeg|ffprobe) version (\\S{1,80}).*");
    private static final Pattern RELEASE = Pattern.compile("n?(\\d{1,2})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?(?:[^\\d.].*)?");

    /** The numbers of a release. */
    record Release(int major, int minor, int patch) {
        /** Whether CVE-2026-8461, which lets an upload run code, is fixed in it. */
        boolean fixed() {
            return switch (major) {
                case 7 -> minor > 1 || (minor == 1 && patch >= 5);
                case 8 -> minor > 1 || (minor == 1 && patch >= 2) || (minor == 0 && patch >= 3);
                default -> major > 8;
            };
        }
    }

    /** From the first line of {@code -version}; empty if it is something else. */
    static Optional<FfmpegVersion> parse(String line) {
        Matcher reported = LINE.matcher(line.strip());
        if (!reported.matches()) {
            return Optional.empty();
        }
        String text = reported.group(1);
        Matcher numbers = RELEASE.matcher(text);
        return Optional.of(new FfmpegVersion(
                text,
                numbers.matches()
                        ? Optional.of(new Release(number(numbers, 1), number(numbers, 2), number(numbers, 3)))
                        : Optional.empty()));
    }

    private static int number(Matcher numbers, int group) {
        String digits = numbers.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /**
     * Checks that it is safe to read uploads with it.
     *
     * @param program its path, for the message
     * @throws MediaException of kind ENGINE if it is older than the fix, or its age is unknown
     */
    void requireSafe(Path program) {
        if (!release.map(Release::fixed).orElse(false)) {
            throw new MediaException(
                    MediaException.Kind.ENGINE,
                    program.getFileName() + " " + text + " (" + program + ") "
                            + (release.isPresent() ? "is vulnerable to" : "may be vulnerable to")
                            + " CVE-2026-8461, which lets an upload run code; use 7.1.5, 8.0.3, 8.1.2 or newer, or set "
                            + SettingName.FFMPEG_ALLOW_OLD + "=true where every source is trusted");
        }
    }

    /** Such as {@code ffmpeg 8.1.2}. */
    public String engine() {
        return "ffmpeg "
                + release.map(r -> r.major() + "." + r.minor() + "." + r.patch())
                        .orElse(text);
    }
}

package dev.renditions.packaging;

import dev.renditions.media.mp4.PackagingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * A WebVTT file for HLS, whose header states that its times count from the beginning of the video. Players of other
 * formats ignore that header line.
 */
public final class SubtitleFile {
    static final String MAP = "X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000";

    private static final long MAX_BYTES = 16 << 20;
    private static final Pattern HEAD = Pattern.compile("\\A\\uFEFF?WEBVTT([ \\t][^\\r\\n]*)?(\\r\\n|\\n|\\r|\\z)");

    private SubtitleFile() {}

    /**
     * Reads a file.
     *
     * @throws PackagingException if it is too large, not UTF-8 or not WebVTT
     */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new PackagingException(file.getFileName() + ": subtitles are larger than " + MAX_BYTES + " bytes");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new PackagingException(file.getFileName() + ": not UTF-8", e);
        }
        if (!HEAD.matcher(text).find()) {
            throw new PackagingException(file.getFileName() + ": it does not begin with WEBVTT");
        }
        return text;
    }

    /** Whether the header contains X-TIMESTAMP-MAP. */
    public static boolean mapped(String text) {
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .anyMatch(line -> line.startsWith("X-TIMESTAMP-MAP="));
    }

    /** Adds X-TIMESTAMP-MAP if it is missing. */
    static void map(Path file) throws IOException {
        String text = read(file);
        if (mapped(text)) {
            return;
        }
        String mapped = HEAD.matcher(text).replaceFirst("WEBVTT$1\n" + MAP + "\n");
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        // Never writes to an existing file, which may be a link.
        Files.deleteIfExists(whole);
        Files.write(
                whole,
                mapped.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
}

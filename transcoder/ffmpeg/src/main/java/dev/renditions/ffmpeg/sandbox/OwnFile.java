package dev.renditions.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes our own files into folders that ffmpeg may also write to: never into a file or link that it created. */
public final class OwnFile {
    private OwnFile() {}

    /** Writes a new file, and replaces one of that name: a link is replaced, and its target is left unchanged. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes a new file in UTF-8, and replaces one of that name. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

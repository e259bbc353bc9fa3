package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a file that was made here stores a track: some files are a rendition, or a part of one, as they are. */
enum TrackForm {
    /** A streaming track. */
    CMAF,
    /** An audio file with AAC. */
    M4A,
    /** An audio file with Opus. */
    OGG,
    /** An MP4 with a video or its audio, or an MP3. */
    OTHER;

    private static final int HEAD = 12;
    private static final int BRAND = 8;

    /** The form of a file, by its first bytes. */
    static TrackForm of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            if (head.startsWith("OggS")) {
                return OGG;
            }
            return switch (head.substring(Math.min(BRAND, head.length()))) {
                case "cmfc" -> CMAF;
                case "M4A " -> M4A;
                default -> OTHER;
            };
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "an encoded track can't be read: " + e, e);
        }
    }
}

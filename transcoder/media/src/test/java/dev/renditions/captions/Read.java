package dev.renditions.captions;

import dev.renditions.media.Cue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Writes texts to files and reads them as captions. */
public final class Read {
    static final long MOST = 1 << 20;

    private Read() {}

    public static List<Cue> cues(TextFormat format, Path folder, String text) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "text", ""), text);
            return format.read(file, Duration.ZERO, MOST).cues();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cue in one line: its milliseconds, settings and text. */
    public static String line(Cue cue) {
        return cue.start().toMillis() + "-" + cue.end().toMillis() + " ["
                + cue.settings().text() + "] " + cue.text();
    }
}

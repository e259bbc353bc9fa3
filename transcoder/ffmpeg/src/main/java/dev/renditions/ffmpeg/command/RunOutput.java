package dev.renditions.ffmpeg.command;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file that a run over a whole source writes. Immutable.
 *
 * @param file where; nothing is there before
 * @param cap the most it may hold
 * @param streams what goes into it and how it is encoded
 * @param muxer how it is put together
 */
public record RunOutput(Path file, OutputCap cap, Options streams, Options muxer) {
    /** As an output of a run over a part of the source. */
    public FfmpegOutput of(ClipRange section) {
        return FfmpegOutput.file(streams, cap, muxer.and(section.ofOutput()), file);
    }

    /**
     * Checks it when it is written.
     *
     * @throws MediaException of kind ENGINE if it is not there, which ffmpeg creates whatever it decodes; of kind LIMIT if it
     *     was cut off
     */
    public void check() throws IOException {
        if (!Files.exists(file)) {
            throw new MediaException(Kind.ENGINE, "an output vanished while it was written");
        }
        cap.check(file);
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It lies in a folder of the job's own, which is deleted as a whole.
        }
    }
}

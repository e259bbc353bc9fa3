package dev.renditions.ffmpeg.command;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file that a run over a whole source writes. Immutable.
 *
 * @param file the file, which does not exist yet
 * @param cap the most bytes it may have
 * @param streams the streams that it takes, and how they are encoded
 * @param muxer the options of its container
 */
public record RunOutput(Path file, OutputCap cap, Options streams, Options muxer) {
    /** The file as an output of a run over a part of the source. */
    public FfmpegOutput of(ClipRange section) {
        return FfmpegOutput.file(streams, cap, muxer.and(section.ofOutput()), file);
    }

    /**
     * Checks the file after the run.
     *
     * @throws MediaException of kind ENGINE if it does not exist, although ffmpeg creates it whatever it decodes; of kind LIMIT
     *     if it reached its cap
     */
    public void check() throws IOException {
        if (!Files.exists(file)) {
            throw new MediaException(
                    Kind.ENGINE, "ffmpeg's output file " + file.getFileName() + " does not exist after the run");
        }
        cap.check(file);
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Its folder is deleted when the job ends.
        }
    }
}

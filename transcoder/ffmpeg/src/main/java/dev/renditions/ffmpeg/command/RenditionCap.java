package dev.renditions.ffmpeg.command;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.OutputFile;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * The most bytes that all files of a rendition may have together. Ffmpeg stops at the cap of a file with exit code 0, so sizes
 * are checked afterwards.
 *
 * @param bytes the most bytes
 */
public record RenditionCap(long bytes) {
    /** The result of an order whose files were written. It fails if they are too large. */
    public Ending ending(Order order, List<OutputFile> outputs, Duration took) {
        return ending(order, outputs, took, List.of());
    }

    /**
     * The result of an order whose files were written. It fails if they are too large.
     *
     * @param tracks the tracks that they have
     */
    public Ending ending(Order order, List<OutputFile> outputs, Duration took, List<AssembledTrack> tracks) {
        try {
            long size = 0;
            for (OutputFile output : outputs) {
                size += Files.size(output.file());
            }
            return size < bytes ? new Ending.Encoded(order, outputs, took, tracks) : new Ending.Failed(tooLarge());
        } catch (IOException e) {
            return new Ending.Failed(new MediaException(Kind.ENGINE, "the encoded files can't be read: " + e, e));
        }
    }

    private MediaException tooLarge() {
        return new MediaException(
                Kind.LIMIT,
                "the output would be larger than the " + bytes + " bytes it may have (" + SettingName.MAX_OUTPUT_SIZE
                        + ")");
    }
}

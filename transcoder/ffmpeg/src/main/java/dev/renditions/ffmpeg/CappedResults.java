package dev.renditions.ffmpeg;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Results;
import dev.renditions.kind.OutputFile;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * Passes on how orders end, but for renditions that are larger than they may be: ffmpeg stops writing there and claims
 * success.
 *
 * @param to who is told
 * @param bytes the most that all files of a rendition may have
 */
public record CappedResults(Results to, long bytes) implements Results {
    @Override
    public void made(Order order, List<OutputFile> outputs, Duration spent) {
        try {
            long size = 0;
            for (OutputFile output : outputs) {
                size += Files.size(output.file());
            }
            if (size >= bytes) {
                failed(
                        order,
                        new MediaException(
                                Kind.LIMIT,
                                "the output would be larger than the " + bytes + " bytes it may have ("
                                        + SettingName.MAX_OUTPUT_SIZE + ")"));
                return;
            }
        } catch (IOException e) {
            failed(order, new MediaException(Kind.ENGINE, "what was encoded can't be read back: " + e, e));
            return;
        }
        to.made(order, outputs, spent);
    }

    @Override
    public void failed(Order order, MediaException reason) {
        to.failed(order, reason);
    }
}

package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.settings.Watermark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Brings the picture of a watermark into the folder of an order. What is laid over a video is what its fingerprint says: a
 * file that changed since its profile was read is refused. Its faults are the operator's, not the source's, so they are not
 * remembered.
 */
final class WatermarkFile {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Ffmpeg ffmpeg;

    WatermarkFile(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Copies and checks it.
     *
     * @throws MediaException of kind ENGINE if it is not there, another one, or no picture
     */
    void bring(Order order, Watermark watermark) {
        Path copy = new EditFiles(order.folder()).watermark();
        String name = "the watermark of " + order.plan().profile().name() + " (" + watermark.file() + ")";
        try (InputStream in = Files.newInputStream(watermark.file())) {
            byte[] bytes = in.readNBytes(Watermark.MOST_BYTES);
            if (!ContentHash.of(bytes).equals(watermark.content())) {
                throw new MediaException(
                        Kind.ENGINE, name + " changed since the profile was read; start again to take it as it is now");
            }
            OwnFile.write(copy, bytes);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, name + " can't be read: " + e, e);
        }
        decode(order, copy, name);
    }

    private void decode(Order order, Path copy, String name) {
        FfmpegCommand command = new FfmpegCommand(
                GlobalOptions.usual(DecodeErrorPolicy.LENIENT, ffmpeg.settings(copy)),
                new EditFiles(order.folder()).watermarkInput(),
                FfmpegOutput.discarded(Options.of("frames:v", 1)),
                order.folder());
        try {
            ffmpeg.run(command, LIMIT, ConfinedProcess.Output.IGNORED);
        } catch (MediaException e) {
            throw new MediaException(
                    Kind.ENGINE, name + " can't be decoded; it has to be a PNG, JPEG or WebP: " + e.getMessage(), e);
        }
    }
}

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
import java.util.Objects;

/**
 * Copies the image of a watermark into the folder of an order. A file that changed since its profile was read is refused, since
 * the fingerprint of the profile covers its content. Errors are of kind ENGINE: the operator can fix them, so they do not enter
 * the negative cache of the source.
 */
final class WatermarkFile {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Ffmpeg ffmpeg;

    WatermarkFile(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Copies and checks the image.
     *
     * @throws MediaException of kind ENGINE if the file is missing, has changed, or is not an image
     */
    void copy(Order order, Watermark watermark) {
        copy(
                order.folder(),
                watermark,
                "the watermark of " + order.plan().profile().name());
    }

    /**
     * Copies and checks the image for a file that is encoded outside of an order, unless its folder has an image.
     *
     * @throws MediaException of kind ENGINE if the image is missing, has changed, or is not an image
     */
    void provide(Path encoded, Watermark watermark) {
        Path folder = Objects.requireNonNull(encoded.getParent());
        if (!Files.exists(new EditFiles(folder).watermark())) {
            copy(folder, watermark, "the watermark");
        }
    }

    private void copy(Path folder, Watermark watermark, String title) {
        Path copy = new EditFiles(folder).watermark();
        String name = title + " (" + watermark.file() + ")";
        try (InputStream in = Files.newInputStream(watermark.file())) {
            byte[] bytes = in.readNBytes(Watermark.MAX_BYTES);
            if (!ContentHash.of(bytes).equals(watermark.content())) {
                throw new MediaException(
                        Kind.ENGINE, name + " changed since the profile was read; restart to use the new file");
            }
            OwnFile.write(copy, bytes);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, name + " can't be read: " + e, e);
        }
        decode(folder, copy, name);
    }

    private void decode(Path folder, Path copy, String name) {
        FfmpegCommand command = new FfmpegCommand(
                GlobalOptions.usual(DecodeErrorPolicy.LENIENT, ffmpeg.settings(copy)),
                new EditFiles(folder).watermarkInput(),
                FfmpegOutput.discarded(Options.of("frames:v", 1)),
                folder);
        try {
            ffmpeg.run(command, LIMIT, ConfinedProcess.Output.IGNORED);
        } catch (MediaException e) {
            throw new MediaException(
                    Kind.ENGINE, name + " can't be decoded; it must be a PNG, JPEG or WebP: " + e.getMessage(), e);
        }
    }
}

package dev.renditions.ffmpeg.image;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.encoder.Assembly;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.order.OwnRun;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.image.ImagePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Makes an {@link ImagePlan}. Damaged or missing parts of a video do not matter if the frame itself decodes completely. Frames
 * that do not are not candidates.
 *
 * @param ffmpeg runs it
 * @param plan the plan
 */
public record StillImage(Ffmpeg ffmpeg, ImagePlan plan) implements OwnRun {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static final Set<String> NEEDS = Set.of("thumbnail");

    @Override
    public Set<String> needs() {
        return FilterCapabilities.of(plan.conversion());
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.IMAGE;
    }

    @Override
    public List<OutputFile> encode(Input input, Order order, TimeLeft time) throws IOException {
        Path source = input.file();
        boolean truncated = input.tolerant()
                && input.media().still()
                && input.media()
                        .picture()
                        .filter(v -> v.pixelFormat().startsWith("yuvj"))
                        .isPresent();
        Path file = order.folder().resolve(Assembly.UNVERIFIED);
        MediaException failure = new MediaException(Kind.DAMAGED, "no frame could be decoded");
        for (ImageStrategy way : ImageStrategy.of(FileHead.of(source), plan, input.tolerant())) {
            try {
                FfmpegCommand command = ImageCommand.of(input, plan, way, truncated, file, ffmpeg.settings(source));
                ConfinedProcess.Ended ended = ffmpeg.run(command, time.left(), ConfinedProcess.Output.IGNORED);
                Diagnosis.checkPicture(ended, input, file);
                if (!isMissingOrEmpty(file)) {
                    return List.of(new OutputFile(
                            file, plan.profile().fileName(), plan.profile().mediaType()));
                }
            } catch (MediaException e) {
                if (e.kind() != Kind.DAMAGED) {
                    throw e;
                }
                failure = e;
            }
            Files.deleteIfExists(file);
        }
        throw failure;
    }

    private static boolean isMissingOrEmpty(Path output) throws IOException {
        return !Files.exists(output) || Files.size(output) == 0;
    }
}

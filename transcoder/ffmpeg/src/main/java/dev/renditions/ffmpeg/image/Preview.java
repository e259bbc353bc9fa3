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
import dev.renditions.ffmpeg.process.ProgressLines;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.preview.PreviewPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link PreviewPlan}, from the planned time or, if its frames can't be decoded completely, from the beginning. Damaged
 * or missing parts of the video outside of the preview do not matter.
 *
 * @param ffmpeg runs it
 * @param plan the plan
 */
public record Preview(Ffmpeg ffmpeg, PreviewPlan plan) implements OwnRun {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static final Set<String> NEEDS = Set.of("libwebp_anim");

    @Override
    public Set<String> needs() {
        return FilterCapabilities.of(plan.conversion());
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.PREVIEW;
    }

    @Override
    public List<OutputFile> encode(Input source, Order order, TimeLeft time) throws IOException {
        Path file = order.folder().resolve(Assembly.UNVERIFIED);
        MediaException failure = new MediaException(Kind.DAMAGED, "no frame could be decoded");
        for (FirstFrameTime start : FirstFrameTime.of(FileHead.of(source.file()), plan.seek())) {
            try {
                run(source, start, file, order, time);
                return List.of(new OutputFile(
                        file, plan.profile().fileName(), plan.profile().mediaType()));
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

    private void run(Input source, FirstFrameTime start, Path file, Order order, TimeLeft time) throws IOException {
        FfmpegCommand command = PreviewCommand.of(source, plan, start, file, ffmpeg.settings(source.file()));
        ProgressLines lines = new ProgressLines(Optional.of(plan.length()), order.progress());
        ConfinedProcess.Ended ended = ffmpeg.run(command, time.left(), lines);
        Diagnosis.checkPicture(ended, source, file);
        if (!Files.exists(file) || Files.size(file) == 0) {
            throw new MediaException(Kind.DAMAGED, "no frame could be decoded");
        }
    }
}

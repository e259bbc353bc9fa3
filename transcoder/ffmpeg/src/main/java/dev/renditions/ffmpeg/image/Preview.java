package dev.renditions.ffmpeg.image;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Output;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.encoder.OutputTracks;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.ProgressLines;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.preview.PreviewPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes a {@link PreviewPlan}: from where the plan says or, where those frames can't be decoded whole, from the beginning.
 * Seconds that decode whole are a right preview, even if later parts of their film are damaged or missing.
 */
public final class Preview {
    private final Ffmpeg ffmpeg;

    public Preview(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    public List<Output> make(Input source, PreviewPlan plan, Order order, TimeLeft time) throws IOException {
        Path file = order.folder().resolve(OutputTracks.UNPROVED);
        MediaException failure = new MediaException(Kind.DAMAGED, "no picture could be decoded");
        for (FirstFrameTime start : FirstFrameTime.of(FileHead.of(source.file()), plan.seek())) {
            try {
                run(source, plan, start, file, order, time);
                return List.of(new Output(
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

    private void run(Input source, PreviewPlan plan, FirstFrameTime start, Path file, Order order, TimeLeft time)
            throws IOException {
        FfmpegCommand command = PreviewCommand.of(source, plan, start, file, ffmpeg.settings(source.file()));
        ProgressLines lines = new ProgressLines(Optional.of(plan.length()), order.progress());
        ConfinedProcess.Ended ended = ffmpeg.run(command, time.left(), lines);
        Diagnosis.checkPicture(ended, source, file);
        if (!Files.exists(file) || Files.size(file) == 0) {
            throw new MediaException(Kind.DAMAGED, "no picture could be decoded");
        }
    }
}

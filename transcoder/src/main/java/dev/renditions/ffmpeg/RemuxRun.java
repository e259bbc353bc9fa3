package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Transcoder.Input;
import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Output;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a {@link Plan.Remux}: copies the streams of a source, bit for bit, into an MP4 that plays while it loads. */
final class RemuxRun {
    private final Ffmpeg ffmpeg;

    RemuxRun(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    List<Output> make(Input source, Plan.Remux plan, Order order, TimeLeft time) throws IOException {
        Path file = order.folder().resolve(Tracks.UNPROVED);
        OutputCap cap = OutputCap.of(plan);
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(source, plan, file, cap),
                source.file(),
                order.folder(),
                time.left(),
                new ProgressLines(plan.duration(), order.progress()));
        Diagnosis.checkSuccess(ended, source, file);
        if (!Files.exists(file)) {
            throw new MediaException(Kind.DAMAGED, "nothing could be copied");
        }
        cap.check(file);
        return List.of(
                new Output(file, plan.profile().fileName(), plan.profile().mediaType()));
    }

    private List<String> arguments(Input source, Plan.Remux plan, Path file, OutputCap cap) {
        List<String> arguments =
                CommonArguments.undecoded(RunInputs.unshifted(source), ErrorHandling.STRICT, ffmpeg.threads());
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        plan.sound().ifPresent(sound -> arguments.addAll(CommonArguments.stream(sound.input().stream())));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.addAll(List.of("-c", "copy"));
        arguments.addAll(cap.arguments());
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
        arguments.addAll(CommonArguments.output(file));
        return List.copyOf(arguments);
    }
}

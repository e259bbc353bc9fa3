package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.DeadlineGuard;
import dev.renditions.ffmpeg.process.HopelessEncodeGuard;
import dev.renditions.ffmpeg.process.ProgressLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of ffmpeg over a source that writes the tracks of all orders it is given. Immutable.
 *
 * @param ffmpeg runs it
 * @param inputs what it reads
 * @param all what it writes; at least one
 */
public record SharedRun(Ffmpeg ffmpeg, RunInputs inputs, List<OutputTracks> all) {
    /**
     * Runs it to its end.
     *
     * @param told of each order, how far it is
     * @throws MediaException if anything of it fails; files may be there then
     */
    void run(List<Progress> told, Duration limit) {
        end(new HopelessEncodeGuard(limit, toAll(told)), limit);
    }

    /**
     * The same for orders that could also be made one after another.
     *
     * @param shares how the work is divided between them
     * @throws DeadlineGuard.Ended if they will not all be made in time; files may be there then
     */
    void run(List<Progress> told, Duration limit, DeadlineGuard.Shares shares) {
        end(new DeadlineGuard(limit, shares, new HopelessEncodeGuard(limit, toAll(told)), System::nanoTime), limit);
    }

    private static Progress toAll(List<Progress> told) {
        return step -> told.forEach(progress -> progress.at(step));
    }

    private void end(Progress watched, Duration limit) {
        List<Order> orders = all.stream().map(OutputTracks::order).toList();
        Path folder = orders.get(0).folder();
        ConfinedProcess.Ended ended = ffmpeg.run(
                command(inputs, inputs.errors(), all),
                limit,
                new ProgressLines(longest(orders), watched, inputs.section().startsLate()));
        Diagnosis.checkSuccess(ended, inputs.source(), folder.resolve(OutputTracks.UNPROVED));
        try {
            for (OutputTracks tracks : all) {
                for (RunOutput track : tracks.files()) {
                    track.check();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The command.
     *
     * @param errors what it does about damage
     */
    public static FfmpegCommand command(RunInputs inputs, DecodeErrorPolicy errors, List<OutputTracks> all) {
        List<FfmpegOutput> outputs = all.stream()
                .flatMap(tracks -> tracks.files().stream())
                .map(track -> track.of(inputs.section()))
                .toList();
        return new FfmpegCommand(
                GlobalOptions.usual(errors, inputs.settings()),
                inputs.decoded(errors),
                outputs,
                all.stream().map(tracks -> tracks.order().folder()).toList());
    }

    /** What it wrote is not there to be read. */
    static MediaException unreadable(IOException e) {
        return new MediaException(Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
    }

    /** How long a run over the source is, as far as its orders tell. */
    static Optional<Duration> longest(List<Order> orders) {
        return orders.stream()
                .map(order -> order.plan().duration().orElse(null))
                .filter(Objects::nonNull)
                .max(Duration::compareTo);
    }
}

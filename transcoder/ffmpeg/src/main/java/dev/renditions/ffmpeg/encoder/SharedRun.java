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
 * One run of ffmpeg over a source that writes the tracks of one or more orders. Immutable.
 *
 * @param ffmpeg runs it
 * @param inputs its inputs
 * @param all the tracks of each order; at least one
 */
public record SharedRun(Ffmpeg ffmpeg, RunInputs inputs, List<OutputTracks> all) {
    /**
     * Runs ffmpeg until it ends.
     *
     * @param listeners receive the progress of the run, one for each order
     * @throws MediaException if any output fails; files may exist then
     */
    void run(List<Progress> listeners, Duration limit) {
        runGuarded(new HopelessEncodeGuard(limit, toAll(listeners)), limit);
    }

    /**
     * Runs ffmpeg, but ends it early if the orders are unlikely to finish in time together.
     *
     * @param listeners receive the progress of the run, one for each order
     * @param shares how the work is divided between the orders
     * @throws DeadlineGuard.StoppedEarly if they will not all finish in time; files may exist then
     */
    void run(List<Progress> listeners, Duration limit, DeadlineGuard.Shares shares) {
        runGuarded(
                new DeadlineGuard(limit, shares, new HopelessEncodeGuard(limit, toAll(listeners)), System::nanoTime),
                limit);
    }

    private static Progress toAll(List<Progress> listeners) {
        return step -> listeners.forEach(progress -> progress.at(step));
    }

    private void runGuarded(Progress guard, Duration limit) {
        List<Order> orders = all.stream().map(OutputTracks::order).toList();
        Path folder = orders.get(0).folder();
        ConfinedProcess.Ended ended = ffmpeg.run(
                command(inputs, inputs.errors(), all),
                limit,
                new ProgressLines(longest(orders), guard, inputs.section().startsLate()));
        Diagnosis.checkSuccess(ended, inputs.source(), folder.resolve(OutputTracks.UNVERIFIED));
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
     * @param errors what the run does when the source is damaged
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

    /** The error of a run whose files can't be read. */
    static MediaException unreadable(IOException e) {
        return new MediaException(Kind.ENGINE, "the encoded files can't be read: " + e.getMessage(), e);
    }

    /** The duration of the longest order; empty if none is known. */
    static Optional<Duration> longest(List<Order> orders) {
        return orders.stream()
                .map(order -> order.plan().duration().orElse(null))
                .filter(Objects::nonNull)
                .max(Duration::compareTo);
    }
}

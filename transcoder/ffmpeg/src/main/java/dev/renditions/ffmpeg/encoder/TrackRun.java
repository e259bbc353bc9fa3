package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
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
 * One run of ffmpeg over a source that encodes tracks, each into a file of its own. Immutable.
 *
 * @param ffmpeg runs it
 * @param inputs its inputs
 * @param outputs the tracks; at least one
 * @param longest how long the longest of them plays; empty if unknown
 */
public record TrackRun(Ffmpeg ffmpeg, RunInputs inputs, List<RunOutput> outputs, Optional<Duration> longest) {
    /** Copies the list. */
    public TrackRun {
        outputs = List.copyOf(outputs);
    }

    /**
     * Runs ffmpeg until it ends.
     *
     * @throws MediaException if any output fails; no file exists then
     */
    void run(Progress progress, Duration limit) {
        runGuarded(new HopelessEncodeGuard(limit, progress), limit);
    }

    /**
     * Runs ffmpeg, but ends it early if the orders are unlikely to finish in time together.
     *
     * @param shares how the work is divided between the orders
     * @throws DeadlineGuard.StoppedEarly if they will not all finish in time; no file exists then
     */
    void run(Progress progress, Duration limit, DeadlineGuard.Shares shares) {
        runGuarded(new DeadlineGuard(limit, shares, new HopelessEncodeGuard(limit, progress), System::nanoTime), limit);
    }

    private void runGuarded(Progress guard, Duration limit) {
        boolean complete = false;
        try {
            ConfinedProcess.Ended ended = ffmpeg.run(
                    command(inputs, inputs.errors(), outputs),
                    limit,
                    new ProgressLines(longest, guard, inputs.startsLate()));
            Diagnosis.checkSuccess(ended, inputs.source(), outputs.get(0).file());
            for (RunOutput output : outputs) {
                output.check();
            }
            complete = true;
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            if (!complete) {
                outputs.forEach(RunOutput::delete);
            }
        }
    }

    /**
     * The command.
     *
     * @param errors what the run does when the source is damaged
     */
    public static FfmpegCommand command(RunInputs inputs, DecodeErrorPolicy errors, List<RunOutput> outputs) {
        List<Path> folders = outputs.stream()
                .map(output -> Objects.requireNonNull(output.file().getParent()))
                .distinct()
                .toList();
        return new FfmpegCommand(
                GlobalOptions.usual(errors, inputs.settings()),
                inputs.decoded(errors),
                outputs.stream().map(output -> output.of(inputs.section())).toList(),
                folders);
    }

    /** The error of a run whose files can't be read. */
    static MediaException unreadable(IOException e) {
        return new MediaException(Kind.ENGINE, "the encoded files can't be read: " + e.getMessage(), e);
    }
}

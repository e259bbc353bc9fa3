package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.RunFolders;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs ffmpeg. Immutable.
 *
 * @param engine the program
 * @param limits the limits on sources and outputs
 * @param threads the number of threads of each part of a run
 */
public record Ffmpeg(Engine engine, SourceLimits limits, int threads) {
    public RunSettings settings(Path source) {
        return RunSettings.of(threads, limits, source);
    }

    /**
     * Runs a command to its end.
     *
     * @throws MediaException if it fails, or takes longer than the limit
     */
    public ConfinedProcess.Ended run(FfmpegCommand command, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess.Ended ended = runUnchecked(command, limit, printed);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(
                    ended, command.source(), command.folders().get(0).resolve("any"));
        }
        new RunFolders(command.folders()).requirePresent();
        return ended;
    }

    /**
     * Runs a command that writes no files to its end. A failure is not an exception: it is judged by what is logged.
     *
     * @param logged receives each line that it logs, on another thread
     * @throws MediaException if it takes longer than the limit, reaches another limit or is ended by a signal
     */
    public void runListening(
            FfmpegCommand command, Duration limit, ConfinedProcess.Output printed, Consumer<String> logged) {
        ConfinedProcess.Ended ended = process(command).run(limit, printed, logged);
        Diagnosis.ofScan(ended, command.source()).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * Runs a command to its end, and leaves it to the caller to check the exit code.
     *
     * @throws MediaException if it takes longer than the limit, or leaves anything but files in its folders
     */
    public ConfinedProcess.Ended runUnchecked(FfmpegCommand command, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess process = process(command);
        try {
            return process.run(limit, printed);
        } finally {
            // Also after a failure: another run may be tried in the same folders.
            new RunFolders(command.folders()).requirePlain();
        }
    }

    private ConfinedProcess process(FfmpegCommand command) {
        ConfinedProcess process = engine.locator()
                .ffmpeg(
                        command.folders().isEmpty()
                                ? FileAccess.reading(command.source())
                                : FileAccess.writing(command.folders(), command.ceiling(), command.reads()));
        command.arguments().forEach(process::addArgument);
        return process;
    }
}

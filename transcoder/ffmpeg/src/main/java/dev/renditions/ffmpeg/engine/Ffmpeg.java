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
 * @param limits what sources and outputs may measure
 * @param threads how many threads each part of a run computes with
 */
public record Ffmpeg(Engine engine, SourceLimits limits, int threads) {
    /** How a run over one source works. */
    public RunSettings settings(Path source) {
        return RunSettings.of(threads, limits, source);
    }

    /**
     * One run to its end.
     *
     * @throws MediaException if it fails, or takes longer than the limit
     */
    public ConfinedProcess.Ended run(FfmpegCommand command, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess.Ended ended = end(command, limit, printed);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(
                    ended, command.source(), command.folders().get(0).resolve("any"));
        }
        new RunFolders(command.folders()).requirePresent();
        return ended;
    }

    /**
     * One run that writes nothing to its end, which may be a failure.
     *
     * @param logged takes each line that it logs, on another thread
     * @throws MediaException if it takes longer than the limit, or a limit on what it may read ends it
     */
    public void endAndListen(
            FfmpegCommand command, Duration limit, ConfinedProcess.Output printed, Consumer<String> logged) {
        ConfinedProcess.Ended ended = process(command).run(limit, printed, logged);
        Diagnosis.ofBroken(ended, command.source()).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * One run to its end, which may be a failure.
     *
     * @throws MediaException if it takes longer than the limit, or leaves anything but files in its folders
     */
    public ConfinedProcess.Ended end(FfmpegCommand command, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess process = process(command);
        try {
            return process.run(limit, printed);
        } finally {
            // However it ended: where it has failed another may be tried in the same folders.
            new RunFolders(command.folders()).requirePlain();
        }
    }

    /** Its process: from here on, the command is words. */
    private ConfinedProcess process(FfmpegCommand command) {
        ConfinedProcess process = engine.locator()
                .ffmpeg(
                        command.folders().isEmpty()
                                ? FileAccess.reading(command.source())
                                : FileAccess.writing(command.folders(), command.ceiling(), command.source()));
        command.arguments().forEach(process::addArgument);
        return process;
    }
}

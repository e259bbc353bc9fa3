package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.RunFolders;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs ffmpeg. Immutable.
 *
 * @param engine the program
 * @param limits what it may read and write
 * @param threads how many threads each part of a run computes with
 */
public record Ffmpeg(Engine engine, RunLimits limits, int threads) {
    /**
     * One run to its end.
     *
     * @param source the file that it reads, for what is said of it
     * @param folder where it runs and writes
     * @throws MediaException if it fails, or takes longer than the limit
     */
    public ConfinedProcess.Ended run(
            List<String> arguments, Path source, Path folder, Duration limit, ConfinedProcess.Output printed) {
        return run(arguments, source, List.of(folder), limit, printed);
    }

    /** The same where it writes into several folders; it runs in the first. */
    public ConfinedProcess.Ended run(
            List<String> arguments, Path source, List<Path> folders, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess.Ended ended = end(arguments, source, folders, limit, printed);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(ended, source, folders.get(0).resolve("any"));
        }
        new RunFolders(folders).requirePresent();
        return ended;
    }

    /**
     * One run that writes nothing to its end, which may be a failure.
     *
     * @param logged takes each line that it logs, on another thread
     * @throws MediaException if it takes longer than the limit, or a limit on what it may read ends it
     */
    public void endAndListen(
            List<String> arguments,
            Input source,
            Duration limit,
            ConfinedProcess.Output printed,
            Consumer<String> logged) {
        ConfinedProcess process = engine.locator().ffmpeg(FileAccess.reading(source.file()));
        limits.in(arguments, source.file()).forEach(process::addArgument);
        ConfinedProcess.Ended ended = process.run(limit, printed, logged);
        Diagnosis.ofBroken(ended, source.file()).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * One run to its end, which may be a failure.
     *
     * @throws MediaException if it takes longer than the limit, or leaves anything but files in the folders
     */
    public ConfinedProcess.Ended end(
            List<String> arguments, Path source, List<Path> folders, Duration limit, ConfinedProcess.Output printed) {
        List<String> limited = limits.in(arguments, source);
        ConfinedProcess process =
                engine.locator().ffmpeg(FileAccess.writing(folders, OutputCap.ceiling(limited), source));
        limited.forEach(process::addArgument);
        try {
            return process.run(limit, printed);
        } finally {
            // However it ended: where it has failed another may be tried in the same folders.
            new RunFolders(folders).requirePlain();
        }
    }
}

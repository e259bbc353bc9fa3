package dev.renditions.ffmpeg.probe;

import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs ffprobe. It fails if the whitelist does not permit the decoder of one of a file's streams, so a file with an unsupported
 * stream is probed again with permission to open that one decoder. That decoder receives no packets: only the demuxer decodes
 * streams to learn about them, and its own whitelist stays unchanged.
 *
 * @param locator creates its processes
 * @param limits the limits on sources
 */
public record Ffprobe(FfmpegLocator locator, SourceLimits limits) {
    private static final Pattern REFUSED = Pattern.compile("Codec \\(([a-z0-9_-]{1,40})\\) not on whitelist");
    private static final Pattern STREAM = Pattern.compile("Could not open codec for input stream (\\d{1,4})");

    /** The limits of the demuxer and the decoders for a file. */
    public DecoderLimits limits(Path file) {
        return DecoderLimits.of(limits, file);
    }

    /**
     * Runs ffprobe to its end, again for each unsupported stream.
     *
     * @param printed reads the output of each run; that of a failed run may be the beginning of a document
     * @throws MediaException if the file can't be probed, or not within the limit
     */
    public ConfinedProcess.Ended run(FfprobeCommand first, Duration limit, ConfinedProcess.Output printed) {
        FfprobeCommand command = first;
        for (int streams = command.limits().streams(); ; streams--) {
            ConfinedProcess process = locator.ffprobe(FileAccess.reading(command.file()));
            command.arguments().forEach(process::addArgument);
            ConfinedProcess.Ended ended = process.run(limit, printed);
            if (ended.exitCode() == 0) {
                return ended;
            }
            Optional<FfprobeCommand> next = streams > 0 ? opening(command, ended.stderr()) : Optional.empty();
            if (next.isEmpty()) {
                throw Diagnosis.ofProbe(withoutWarnings(ended), command.file());
            }
            command = next.get();
        }
    }

    /** The command with permission to open the decoder that the last run failed on; empty if it failed for another reason. */
    private static Optional<FfprobeCommand> opening(FfprobeCommand command, String stderr) {
        Matcher stream = STREAM.matcher(stderr);
        Matcher codec = REFUSED.matcher(stderr);
        if (!stream.find()) {
            return Optional.empty();
        }
        String last = "";
        while (codec.find()) {
            last = codec.group(1);
        }
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of(command.opening(Integer.parseInt(stream.group(1)), last));
    }

    /** How a run ended, with only the errors of its log. */
    static ConfinedProcess.Ended withoutWarnings(ConfinedProcess.Ended ended) {
        return new ConfinedProcess.Ended(ended.exitCode(), ProbeCommands.errors(ended.stderr()));
    }
}

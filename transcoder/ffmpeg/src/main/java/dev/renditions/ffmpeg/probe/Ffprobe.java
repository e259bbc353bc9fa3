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
 * Runs ffprobe. It ends with an error where it may not open the decoder of one of a file's streams, so a file with a stream that
 * is not supported is looked at again with leave to open that one decoder. The decoder is given no packet: streams are only
 * decoded to find out about them by the reader of the file, whose own whitelist stays as it is.
 *
 * @param locator where it comes from
 * @param limits what it may read
 */
public record Ffprobe(FfmpegLocator locator, SourceLimits limits) {
    private static final Pattern REFUSED = Pattern.compile("Codec \\(([a-z0-9_-]{1,40})\\) not on whitelist");
    private static final Pattern STREAM = Pattern.compile("Could not open codec for input stream (\\d{1,4})");

    /** What a file may cost the reader and the decoders. */
    public DecoderLimits limits(Path file) {
        return DecoderLimits.of(limits, file);
    }

    /**
     * One run to its end.
     *
     * @param printed takes what it prints, of each run anew: the beginning of a document until all decoders are open
     * @throws MediaException if the file can't be looked at, or not within the limit
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

    /** The command with leave to open the decoder which kept the last run from going on; empty if something else did. */
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

    /** How a run ended, with its errors alone. */
    static ConfinedProcess.Ended withoutWarnings(ConfinedProcess.Ended ended) {
        return new ConfinedProcess.Ended(ended.exitCode(), ProbeCommands.errors(ended.stderr()));
    }
}

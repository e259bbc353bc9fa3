package dev.renditions.ffmpeg.probe;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.engine.RunLimits;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
public record Ffprobe(FfmpegLocator locator, RunLimits limits) {
    private static final Pattern REFUSED = Pattern.compile("Codec \\(([a-z0-9_-]{1,40})\\) not on whitelist");
    private static final Pattern STREAM = Pattern.compile("Could not open codec for input stream (\\d{1,4})");

    /**
     * One run to its end.
     *
     * @param arguments what it is asked, the input last
     * @param printed takes what it prints, of each run anew: the beginning of a document until all decoders are open
     * @throws MediaException if the file can't be looked at, or not within the limit
     */
    public ConfinedProcess.Ended run(
            List<String> arguments, Path file, Duration limit, ConfinedProcess.Output printed) {
        List<String> opened = new ArrayList<>();
        for (int streams = limits.streams(file); ; streams--) {
            ConfinedProcess process = locator.ffprobe(FileAccess.reading(file));
            limits.in(arguments, file).forEach(process::addArgument);
            opened.forEach(process::addArgument);
            ConfinedProcess.Ended ended = process.run(limit, printed);
            if (ended.exitCode() == 0) {
                return ended;
            }
            Optional<List<String>> leave = streams > 0 ? leave(ended.stderr()) : Optional.empty();
            if (leave.isEmpty()) {
                throw Diagnosis.ofProbe(withoutWarnings(ended), file);
            }
            opened.addAll(leave.get());
        }
    }

    /** The option that lets the decoder be opened which kept the last run from going on; empty if something else did. */
    private static Optional<List<String>> leave(String stderr) {
        Matcher stream = STREAM.matcher(stderr);
        Matcher codec = REFUSED.matcher(stderr);
        if (!stream.find()) {
            return Optional.empty();
        }
        String last = "";
        while (codec.find()) {
            last = codec.group(1);
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(List.of("-codec_whitelist:" + stream.group(1), last));
    }

    /** How a run ended, with its errors alone. */
    static ConfinedProcess.Ended withoutWarnings(ConfinedProcess.Ended ended) {
        return new ConfinedProcess.Ended(ended.exitCode(), FfprobeArguments.errors(ended.stderr()));
    }
}

package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks into files: at their headers and, where these are not to be relied on, at their packets.
 *
 * @param locator where ffprobe comes from
 * @param limits what it may read
 */
record Probe(FfmpegLocator locator, RunLimits limits) {
    private static final Duration HEADERS_LIMIT = Duration.ofSeconds(60);
    private static final int HEADERS_BYTES = 8 << 20;

    /** A slow disk reads tens of gigabytes in this time. */
    private static final Duration PACKETS_LIMIT = Duration.ofMinutes(5);

    MediaInfo of(Path file) {
        long size = sizeOf(file);
        if (size == 0) {
            throw new MediaException(Kind.DAMAGED, "the file is empty");
        }
        FfprobeReader headers = headers(file);
        FileHead.of(file).requireWhole(size);
        return headers.uncertain() ? counted(file, headers) : headers.stated();
    }

    /** The same, its times counted whatever is stated. */
    MediaInfo byPackets(Path file) {
        return counted(file, headers(file));
    }

    private MediaInfo counted(Path file, FfprobeReader headers) {
        PacketCount count = headers.count();
        run(FfprobeArguments.packets(file), file, PACKETS_LIMIT, count);
        return headers.counted(count);
    }

    /** How the packets of one video stream follow each other; empty if they don't tell. */
    Optional<Pace> pace(Path file, int stream) {
        PacketPace pace = new PacketPace();
        run(FfprobeArguments.pace(file, stream), file, PACKETS_LIMIT, pace);
        return pace.pace();
    }

    private FfprobeReader headers(Path file) {
        CappedText json = new CappedText(HEADERS_BYTES);
        ConfinedProcess.Ended ended = run(FfprobeArguments.headers(file), file, HEADERS_LIMIT, json);
        try {
            FfprobeReader reader = FfprobeReader.of(json.text(), FfprobeArguments.guesses(ended.stderr()));
            reader.requireStreams(limits.limits().streams());
            return reader;
        } catch (MediaException e) {
            throw Diagnosis.ofLimits(errors(ended), file).orElse(e);
        }
    }

    private ConfinedProcess.Ended run(
            List<String> arguments, Path file, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess process = locator.ffprobe(Access.reading(file));
        limits.in(arguments).forEach(process::addArgument);
        ConfinedProcess.Ended ended = process.run(limit, printed);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofProbe(errors(ended), file);
        }
        return ended;
    }

    private static ConfinedProcess.Ended errors(ConfinedProcess.Ended ended) {
        return new ConfinedProcess.Ended(ended.exitCode(), FfprobeArguments.errors(ended.stderr()));
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }
}

package dev.renditions.ffmpeg.command;

import dev.renditions.api.MediaException;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The most bytes that an output may have, so that a source that never ends does not fill the disk. Ffmpeg stops at this size
 * with exit code 0, so the size is checked afterwards.
 *
 * @param bytes the most bytes
 */
public record OutputCap(long bytes) {
    /** For images, whose size is bounded by the number of their pixels. */
    private static final long UNCAPPED = 1L << 30;
    /** For headers and tables, and for the highest bit rate of a single second. */
    private static final long SLACK = 16L << 20;
    /** For sources of unknown duration. The limit for all outputs ends them. */
    private static final long UNKNOWN_LENGTH = 1L << 46;

    public static OutputCap of(Rung rung, Optional<AudioTrackPlan> sound, Optional<Duration> duration) {
        return of(duration, most(rung.settings()) + AudioTrackPlan.kilobits(sound));
    }

    /** SVT-AV1 does not keep its maximum rate exactly: it exceeds it by a quarter when it encodes noise. */
    private static int most(VideoSettings settings) {
        return settings.codec() == VideoCodec.AV1 ? settings.maxRateKbps() * 3 / 2 : settings.maxRateKbps();
    }

    public static OutputCap of(Rung rung, Optional<Duration> duration) {
        return of(duration, most(rung.settings()));
    }

    public static OutputCap of(AudioTrackPlan sound, Optional<Duration> duration) {
        return of(duration, sound.settings().bitRateKbps());
    }

    private static OutputCap of(Optional<Duration> duration, long kilobits) {
        long bytesPerSecond = kilobits * 1000 / 8;
        return new OutputCap(duration.map(length ->
                        Math.min(UNKNOWN_LENGTH, (long) (length.toMillis() / 1000.0 * bytesPerSecond * 1.25) + SLACK))
                .orElse(UNKNOWN_LENGTH));
    }

    /**
     * The file size at which the operating system ends a run that does not stop at its output caps. It is higher than any cap,
     * since the muxer writes its tables after the media data.
     *
     * @param most the most bytes of any output
     */
    static long ceiling(List<FfmpegOutput> outputs, long most) {
        return outputs.stream()
                .flatMap(output -> output.cap().stream())
                .mapToLong(cap -> Math.min(cap.bytes(), most))
                .map(bytes -> bytes + bytes / 8 + SLACK)
                .max()
                .orElse(UNCAPPED);
    }

    /**
     * Checks a finished output.
     *
     * @throws MediaException of kind LIMIT if it reached the cap and is therefore incomplete
     */
    public void check(Path output) throws IOException {
        if (Files.size(output) >= bytes) {
            throw new MediaException(
                    MediaException.Kind.LIMIT, "the output would be larger than the " + bytes + " bytes it may have");
        }
    }
}

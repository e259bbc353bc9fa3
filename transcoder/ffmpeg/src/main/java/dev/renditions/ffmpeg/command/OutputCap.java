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
 * The most bytes that an output may have: a source that never ends must not fill the disk. Ffmpeg stops there and claims
 * success, so the file is looked at afterwards.
 *
 * @param bytes the most
 */
public record OutputCap(long bytes) {
    /** For pictures, whose size their pixels bound. */
    private static final long UNCAPPED = 1L << 30;
    /** Headers and tables, and the most that one second may be above the rate. */
    private static final long SLACK = 16L << 20;
    /** For sources that do not say how long they are: what is set for all outputs ends them. */
    private static final long UNKNOWN_LENGTH = 1L << 46;

    public static OutputCap of(Rung rung, Optional<AudioTrackPlan> sound, Optional<Duration> duration) {
        return of(duration, most(rung.settings()) + AudioTrackPlan.kilobits(sound));
    }

    /** SVT-AV1 takes its bound for a wish: by a quarter more than that, in noise. */
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
     * Where the system itself ends a run that does not stop at the caps of its outputs: further, since after its media a file
     * gets its tables.
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
     * @throws MediaException of kind LIMIT if it was cut off
     */
    public void check(Path output) throws IOException {
        if (Files.size(output) >= bytes) {
            throw new MediaException(
                    MediaException.Kind.LIMIT, "the output would be larger than the " + bytes + " bytes it may have");
        }
    }
}

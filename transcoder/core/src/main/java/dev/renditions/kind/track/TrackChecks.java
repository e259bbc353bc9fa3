package dev.renditions.kind.track;

import dev.renditions.kind.VerificationException;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.WebVtt;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.media.mp4.Mp4Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks of outputs that several kinds share. Each adds what is wrong to a list, as sentences for users. */
public final class TrackChecks {
    /** By which fraction of the planned duration an output may differ. */
    private static final double TOLERANCE = 0.005;

    /** The minimum tolerance: more than the samples that AAC and MP3 encoders add at both ends of the audio. */
    private static final Duration MIN_TOLERANCE = Duration.ofMillis(100);

    /** The sample rate that Opus is always decoded to. */
    private static final int OPUS_RATE = 48_000;

    private static final String LIMITED = "tv";

    private TrackChecks() {}

    /** Checks that it has one video stream or image, of that codec and size. */
    public static void picture(List<String> wrong, MediaInfo output, Size size, VideoCodec codec) {
        if (output.video().size() != 1) {
            wrong.add("it has " + output.video().size() + " video streams instead of one");
            return;
        }
        VideoStream stream = output.video().get(0);
        if (!codec.is(stream)) {
            wrong.add("its video codec is " + stream.codec() + " instead of " + codec);
        }
        if (!stream.coded().equals(size) || !stream.displayed().equals(size)) {
            wrong.add("its size is " + stream.coded() + ", shown as " + stream.displayed() + ", instead of " + size);
        }
    }

    /** Checks that it has the pixel format that every player supports. */
    public static void pixels(List<String> wrong, MediaInfo output) {
        output.mainVideo()
                .map(VideoStream::pixelFormat)
                .filter(format -> !format.equals("yuv420p"))
                .ifPresent(format -> wrong.add("its pixels are " + format + " instead of yuv420p"));
    }

    /** Checks that it states the planned color tags. The encoder may choose a tag that the plan leaves empty. */
    public static void colors(List<String> wrong, MediaInfo output, Color planned) {
        output.mainVideo().map(VideoStream::color).ifPresent(color -> {
            color(wrong, "primaries", color.primaries(), planned.primaries());
            color(wrong, "transfer", color.transfer(), planned.transfer());
            color(wrong, "matrix", color.space(), planned.space());
            // If the range is not stated, these pixels have a limited range.
            color(wrong, "range", color.range().isEmpty() ? LIMITED : color.range(), planned.range());
        });
    }

    private static void color(List<String> wrong, String what, String actual, String planned) {
        if (!planned.isEmpty() && !actual.equals(planned)) {
            wrong.add(
                    "its color " + what + ": " + (actual.isEmpty() ? "not stated" : actual) + " instead of " + planned);
        }
    }

    /** Checks that its audio is as planned; absent if it must have none. */
    public static void sound(List<String> wrong, MediaInfo output, Optional<AudioTrackPlan> sound) {
        int expected = sound.isPresent() ? 1 : 0;
        if (output.audio().size() != expected) {
            wrong.add("it has " + output.audio().size() + " audio tracks instead of " + expected);
            return;
        }
        sound.ifPresent(planned -> {
            AudioStream audio = output.mainAudio().orElseThrow();
            AudioCodec codec = planned.settings().codec();
            if (!codec.is(audio)) {
                wrong.add("its audio codec is " + audio.codec() + " instead of " + codec);
            }
            if (audio.channels() != planned.channels()) {
                wrong.add("it has " + audio.channels() + " audio channels instead of " + planned.channels());
            }
            int rate = codec == AudioCodec.OPUS ? OPUS_RATE : planned.settings().sampleRate();
            if (audio.sampleRate() != rate) {
                wrong.add("its audio has " + audio.sampleRate() + " samples a second instead of " + rate);
            }
        });
    }

    /** The larger of half a percent and the least tolerance. */
    public static Duration tolerance(Duration planned) {
        return tolerance(planned, Duration.ZERO);
    }

    /** The largest of half a percent, the least tolerance, and a frame of the video. */
    public static Duration tolerance(Duration planned, Duration frame) {
        Duration part = Duration.ofNanos((long) (planned.toNanos() * TOLERANCE));
        return Stream.of(MIN_TOLERANCE, frame, part).max(Duration::compareTo).orElseThrow();
    }

    /** Checks that it plays as long as planned, within a tolerance. */
    public static void length(List<String> wrong, Optional<Duration> actual, Duration planned, Duration tolerance) {
        length(wrong, actual, planned, tolerance, tolerance);
    }

    /**
     * The same, with a tolerance for each direction.
     *
     * @param shorter how much shorter it may be
     * @param longer how much longer it may be
     */
    public static void length(
            List<String> wrong, Optional<Duration> actual, Duration planned, Duration shorter, Duration longer) {
        if (actual.isEmpty()) {
            wrong.add("its duration is unknown");
            return;
        }
        Duration more = actual.get().minus(planned);
        if (more.abs().compareTo(more.isNegative() ? shorter : longer) > 0) {
            wrong.add("it plays " + seconds(actual.get()) + " instead of " + seconds(planned)
                    + " (the source may be truncated or damaged)");
        }
    }

    private static String seconds(Duration d) {
        return "%.2f s".formatted(d.toMillis() / 1000.0);
    }

    /**
     * Checks that the header of an MP4 is at the beginning.
     *
     * @throws VerificationException if it is not
     */
    public static void requirePlaysWhileLoading(Path file) {
        try {
            if (!Mp4Layout.playsWhileLoading(file)) {
                VerificationException.throwIfAny(
                        List.of("its header is not at the beginning, so it can't be played while it loads"));
            }
        } catch (IOException e) {
            throw VerificationException.unreadable("encoded", e);
        }
    }

    /**
     * Reads a WebVTT file.
     *
     * @throws VerificationException if it is not WebVTT, or can't be read
     */
    public static WebVtt webVtt(Path file) {
        try {
            return WebVtt.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw VerificationException.unlikePlan(
                    "the output is not WebVTT and was not published: " + e.getMessage(), e);
        } catch (IOException e) {
            throw VerificationException.unreadable("written", e);
        }
    }
}

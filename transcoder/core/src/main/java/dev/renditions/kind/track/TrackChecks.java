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

/** Checks of what was encoded that several kinds share. Each adds what is wrong to a list, in sentences for people. */
public final class TrackChecks {
    /** The part of the planned length that an output may differ by. */
    private static final double TOLERANCE = 0.005;

    /** What an output may differ by at least: more than the samples that AAC and MP3 encoders put around the sound. */
    private static final Duration LEAST_TOLERANCE = Duration.ofMillis(100);

    /** What Opus is decoded to, whatever it was made of. */
    private static final int OPUS_RATE = 48_000;

    private static final String LIMITED = "tv";

    private TrackChecks() {}

    /** That it has one picture, of that codec and size. */
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

    /** That it has the pixels that every player knows. */
    public static void pixels(List<String> wrong, MediaInfo output) {
        output.mainVideo()
                .map(VideoStream::pixelFormat)
                .filter(format -> !format.equals("yuv420p"))
                .ifPresent(format -> wrong.add("its pixels are " + format + " instead of yuv420p"));
    }

    /** That it says what its numbers mean, where that was planned; what is left unsaid is the encoder's to say. */
    public static void colors(List<String> wrong, MediaInfo output, Color planned) {
        output.mainVideo().map(VideoStream::color).ifPresent(color -> {
            color(wrong, "primaries", color.primaries(), planned.primaries());
            color(wrong, "transfer", color.transfer(), planned.transfer());
            color(wrong, "matrix", color.space(), planned.space());
            // Unsaid, these pixels are of limited range.
            color(wrong, "range", color.range().isEmpty() ? LIMITED : color.range(), planned.range());
        });
    }

    private static void color(List<String> wrong, String what, String actual, String planned) {
        if (!planned.isEmpty() && !actual.equals(planned)) {
            wrong.add("its color " + what + ": " + (actual.isEmpty() ? "not stated" : actual) + " instead of " + planned);
        }
    }

    /** That its sound is as planned: absent for none. */
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
        return Stream.of(LEAST_TOLERANCE, frame, part).max(Duration::compareTo).orElseThrow();
    }

    /** That it plays as long as planned, or not much longer or shorter. */
    public static void length(List<String> wrong, Optional<Duration> actual, Duration planned, Duration tolerance) {
        length(wrong, actual, planned, tolerance, tolerance);
    }

    /**
     * The same, with a bound for each direction.
     *
     * @param shorter what it may be shorter by
     * @param longer what it may be longer by
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
     * Passes if the header of an MP4 is in front.
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
     * A file of texts.
     *
     * @throws VerificationException if it is not WebVTT
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

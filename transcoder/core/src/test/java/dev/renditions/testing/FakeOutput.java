package dev.renditions.testing;

import dev.renditions.kind.Plan;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The files that {@link FakeTranscoder} writes, and what a probe finds in them. */
final class FakeOutput {
    /** The empty box with which an MP4 begins that plays while it loads. */
    private static final String HEADER_IN_FRONT = "\0\0\0\bmoov";

    private FakeOutput() {}

    /** Writes an output with this text after its header. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, HEADER_IN_FRONT + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file begins as an encode does. */
    static boolean isEncode(Path file) {
        return FakeSource.of(file).text().startsWith(HEADER_IN_FRONT);
    }

    /**
     * What a probe finds in the output of a plan.
     *
     * @param cut whether the output is too short
     */
    static MediaInfo asPlanned(Plan.Make plan, boolean cut) {
        Optional<Duration> duration = plan.duration().map(d -> cut ? d.dividedBy(2) : d);
        if (plan instanceof VideoPlan video) {
            List<AudioStream> audio = video.sound()
                    .map(sound -> new AudioStream(1, "aac", sound.channels(), 48000, "", true, Optional.empty()))
                    .map(List::of)
                    .orElse(List.of());
            return new MediaInfo(
                    "mov",
                    duration,
                    List.of(picture("h264", video.rung().size(), video.rung().color())),
                    audio,
                    List.of(),
                    0);
        }
        if (plan instanceof AudioPlan a) {
            AudioStream audio = new AudioStream(
                    0,
                    a.sound().settings().codec().toString(),
                    a.sound().channels(),
                    48000,
                    "",
                    true,
                    Optional.empty());
            return new MediaInfo("mp3", duration, List.of(), List.of(audio), List.of(), 0);
        }
        if (plan instanceof WaveformPlan w) {
            Size size = new Size(
                    w.profile().waveform().width(), w.profile().waveform().height());
            return new MediaInfo(
                    "png_pipe",
                    Optional.empty(),
                    List.of(picture("png", size, Color.UNKNOWN)),
                    List.of(),
                    List.of(),
                    0);
        }
        Size size = ((ImagePlan) plan).size();
        return new MediaInfo(
                "jpeg_pipe", Optional.empty(), List.of(picture("mjpeg", size, Color.UNKNOWN)), List.of(), List.of(), 0);
    }

    private static VideoStream picture(String codec, Size size, Color color) {
        return new VideoStream(
                0,
                codec,
                size,
                size,
                Orientation.UPRIGHT,
                Optional.of(25.0),
                codec.equals("h264") ? "yuv420p" : "yuvj420p",
                color,
                false,
                false,
                true,
                Optional.empty());
    }
}

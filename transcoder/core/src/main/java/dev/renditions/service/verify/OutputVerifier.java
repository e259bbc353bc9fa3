package dev.renditions.service.verify;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Plan;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.kind.waveform.WaveformSettings;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.media.mp4.Mp4Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what was encoded against what was planned, before anything is published. An encoder that ends well proves nothing:
 * a source cut in half ends well too, with half of the output.
 */
public final class OutputVerifier {
    /** The part of the planned length that an output may differ by. */
    private static final double TOLERANCE = 0.005;

    /** What an output may differ by at least: more than the samples that AAC and MP3 encoders put around the sound. */
    private static final Duration LEAST_TOLERANCE = Duration.ofMillis(100);

    /** What Opus is decoded to, whatever it was made of. */
    private static final int OPUS_RATE = 48_000;

    private static final String LIMITED = "tv";

    private static final Duration REORDERED = Duration.ofSeconds(2);

    private final Transcoder transcoder;

    /** One that looks into outputs by this. */
    public OutputVerifier(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    /**
     * Passes if the outputs are what the plan says.
     *
     * @return what a probe found in the main one
     * @throws MediaException of the kind {@code UNPROVED}, with everything that is wrong, if they are not
     */
    public MediaInfo check(Plan.Make plan, List<Transcoder.Output> outputs) {
        if (plan instanceof StreamingPlan streaming) {
            return StreamingVerifier.check(streaming, outputs, transcoder);
        }
        if (plan instanceof StoryboardPlan storyboard) {
            return StoryboardVerifier.check(storyboard, outputs, transcoder);
        }
        if (plan instanceof PreviewPlan preview) {
            return PreviewVerifier.check(preview, outputs);
        }
        if (plan instanceof CaptionsPlan captions) {
            return CaptionsVerifier.check(captions, outputs);
        }
        MediaInfo media = media(plan, outputs.get(0).file());
        check(plan, media);
        if (mp4(plan) && !playsWhileLoading(outputs.get(0).file())) {
            refuse(List.of("its header is not in front, so that it can't be played while it loads"));
        }
        return media;
    }

    /**
     * Passes if the output is what the plan says.
     *
     * @param plan what was to be encoded
     * @param output what a probe found in what was encoded
     * @throws MediaException of the kind {@code UNPROVED}, with everything that is wrong, if it is not
     */
    public static void check(Plan.Make plan, MediaInfo output) {
        List<String> wrong = new ArrayList<>();
        if (plan instanceof VideoPlan v) {
            picture(wrong, output, v.rung().size(), v.rung().settings().codec());
            sound(wrong, output, v.sound());
            pixels(wrong, output);
            if (!v.copiesPicture()) {
                colors(wrong, output, v.rung().color());
            }
        } else if (plan instanceof AudioPlan a) {
            sound(wrong, output, Optional.of(a.sound()));
            if (!output.video().isEmpty()) {
                wrong.add("it has a picture");
            }
        } else if (plan instanceof ImagePlan p) {
            picture(wrong, output, p.size(), VideoCodec.MJPEG);
        } else if (plan instanceof WaveformPlan w) {
            WaveformSettings settings = w.profile().waveform();
            picture(wrong, output, new Size(settings.width(), settings.height()), VideoCodec.PNG);
        }
        plan.duration().ifPresent(planned -> {
            Duration tolerance = tolerance(plan, planned);
            length(wrong, output.duration(), planned, tolerance, longer(plan, planned, tolerance));
        });
        refuse(wrong);
    }

    /** By its packets where its header says that a film is too short: it may only seem so. */
    private MediaInfo media(Plan.Make plan, Path file) {
        MediaInfo stated = transcoder.probe(file);
        boolean tooShort = plan instanceof VideoPlan
                && plan.duration()
                        .filter(planned -> stated.duration()
                                .filter(actual ->
                                        actual.plus(tolerance(plan, planned)).compareTo(planned) < 0)
                                .isPresent())
                        .isPresent();
        return tooShort ? transcoder.measure(file) : stated;
    }

    private static boolean mp4(Plan.Make plan) {
        return plan instanceof VideoPlan
                || (plan instanceof AudioPlan a && a.sound().settings().codec() == AudioCodec.AAC);
    }

    private static boolean playsWhileLoading(Path file) {
        try {
            return Mp4Layout.playsWhileLoading(file);
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
        }
    }

    /** Ends a proof: with what is wrong, if anything is. */
    static void refuse(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new MediaException(
                    MediaException.Kind.UNPROVED,
                    "what was encoded is not what was planned, so it was not published: " + String.join("; ", wrong));
        }
    }

    static void picture(List<String> wrong, MediaInfo output, Size size, VideoCodec codec) {
        if (output.video().size() != 1) {
            wrong.add("it has " + output.video().size() + " pictures instead of one");
            return;
        }
        VideoStream stream = output.video().get(0);
        if (!codec.is(stream)) {
            wrong.add("its picture is " + stream.codec() + " instead of " + codec);
        }
        if (!stream.coded().equals(size) || !stream.displayed().equals(size)) {
            wrong.add("it is " + stream.coded() + ", shown as " + stream.displayed() + ", instead of " + size);
        }
    }

    /** That it has the pixels that every player knows. */
    static void pixels(List<String> wrong, MediaInfo output) {
        output.mainVideo()
                .map(VideoStream::pixelFormat)
                .filter(format -> !format.equals("yuv420p"))
                .ifPresent(format -> wrong.add("its pixels are " + format + " instead of yuv420p"));
    }

    /** That it says what its numbers mean, where that was planned; what is left unsaid is the encoder's to say. */
    static void colors(List<String> wrong, MediaInfo output, Color planned) {
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
            wrong.add("it says of its color " + what + " " + (actual.isEmpty() ? "nothing" : actual) + " instead of "
                    + planned);
        }
    }

    static void sound(List<String> wrong, MediaInfo output, Optional<AudioTrackPlan> sound) {
        int expected = sound.isPresent() ? 1 : 0;
        if (output.audio().size() != expected) {
            wrong.add("it has " + output.audio().size() + " tracks of sound instead of " + expected);
            return;
        }
        sound.ifPresent(planned -> {
            AudioStream audio = output.mainAudio().orElseThrow();
            AudioCodec codec = planned.settings().codec();
            if (!codec.is(audio)) {
                wrong.add("its sound is " + audio.codec() + " instead of " + codec);
            }
            if (audio.channels() != planned.channels()) {
                wrong.add("it has " + audio.channels() + " channels of sound instead of " + planned.channels());
            }
            int rate = codec == AudioCodec.OPUS ? OPUS_RATE : planned.settings().sampleRate();
            if (audio.sampleRate() != rate) {
                wrong.add("it has " + audio.sampleRate() + " samples of sound a second instead of " + rate);
            }
        });
    }

    /** The largest of half a percent, the least tolerance, and a frame of the video. */
    static Duration tolerance(Plan.Make plan, Duration planned) {
        Duration frame = plan instanceof VideoPlan v
                ? Duration.ofSeconds(v.rung().settings().gopSeconds())
                        .dividedBy(v.rung().gopFrames())
                : Duration.ZERO;
        Duration part = Duration.ofNanos((long) (planned.toNanos() * TOLERANCE));
        return Stream.of(LEAST_TOLERANCE, frame, part).max(Duration::compareTo).orElseThrow();
    }

    /**
     * What an output may be longer by. An MP4 in which pictures are sent in another order than shown counts its length by
     * when they are sent, which is too short where the last of them are shown long; AV1 sends them in order, and tells the
     * truth.
     */
    private static Duration longer(Plan.Make plan, Duration planned, Duration tolerance) {
        if (!(plan instanceof VideoPlan v) || v.rung().settings().codec() != VideoCodec.AV1) {
            return tolerance;
        }
        Duration tenth = planned.dividedBy(10);
        return Stream.of(tolerance, tenth.compareTo(REORDERED) < 0 ? tenth : REORDERED)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    static void length(List<String> wrong, Optional<Duration> actual, Duration planned, Duration tolerance) {
        length(wrong, actual, planned, tolerance, tolerance);
    }

    private static void length(
            List<String> wrong, Optional<Duration> actual, Duration planned, Duration shorter, Duration longer) {
        if (actual.isEmpty()) {
            wrong.add("it does not say how long it plays");
            return;
        }
        Duration more = actual.get().minus(planned);
        if (more.abs().compareTo(more.isNegative() ? shorter : longer) > 0) {
            wrong.add("it plays " + seconds(actual.get()) + " instead of " + seconds(planned)
                    + " (the source may be cut off or damaged)");
        }
    }

    private static String seconds(Duration d) {
        return "%.2f s".formatted(d.toMillis() / 1000.0);
    }
}

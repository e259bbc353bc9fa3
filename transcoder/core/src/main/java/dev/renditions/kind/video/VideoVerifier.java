package dev.renditions.kind.video;

import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.codec.VideoCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares an MP4 with its plan. */
final class VideoVerifier {
    private static final Duration REORDERED = Duration.ofSeconds(2);

    private VideoVerifier() {}

    /** Returns the probed contents of the file. */
    static MediaInfo check(VideoPlan plan, Path file, OutputProbe probe) {
        MediaInfo media = media(plan, file, probe);
        VerificationException.throwIfAny(mistakes(plan, media));
        TrackChecks.requirePlaysWhileLoading(file);
        return media;
    }

    /** Measures the packets if the video is too short by its header, which may state less than it plays. */
    private static MediaInfo media(VideoPlan plan, Path file, OutputProbe probe) {
        MediaInfo stated = probe.probe(file);
        boolean tooShort = plan.duration()
                .filter(planned -> stated.duration()
                        .filter(actual -> actual.plus(tolerance(plan, planned)).compareTo(planned) < 0)
                        .isPresent())
                .isPresent();
        return tooShort ? probe.measure(file) : stated;
    }

    private static List<String> mistakes(VideoPlan plan, MediaInfo output) {
        List<String> wrong = new ArrayList<>();
        TrackChecks.picture(
                wrong, output, plan.rung().size(), plan.rung().settings().codec());
        TrackChecks.sound(wrong, output, plan.sound());
        TrackChecks.pixels(wrong, output);
        if (!plan.copiesPicture()) {
            TrackChecks.colors(wrong, output, plan.rung().color());
        }
        plan.duration().ifPresent(planned -> {
            Duration tolerance = tolerance(plan, planned);
            TrackChecks.length(wrong, output.duration(), planned, tolerance, longer(plan, planned, tolerance));
        });
        return wrong;
    }

    private static Duration tolerance(VideoPlan plan, Duration planned) {
        Duration frame = Duration.ofSeconds(plan.rung().settings().gopSeconds())
                .dividedBy(plan.rung().gopFrames());
        return TrackChecks.tolerance(planned, frame);
    }

    /**
     * How much longer than planned an output may be. If frames are decoded in another order than they are shown, an MP4 states
     * its duration by the decode times. That is too short if the last frames are shown for long. AV1 decodes in display order, so
     * its duration is exact.
     */
    private static Duration longer(VideoPlan plan, Duration planned, Duration tolerance) {
        if (plan.rung().settings().codec() != VideoCodec.AV1) {
            return tolerance;
        }
        Duration tenth = planned.dividedBy(10);
        return Stream.of(tolerance, tenth.compareTo(REORDERED) < 0 ? tenth : REORDERED)
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

package dev.renditions.kind.preview;

import dev.renditions.kind.OutputFile;
import dev.renditions.kind.VerificationException;
import dev.renditions.media.AnimatedWebp;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an animated preview with its plan. */
final class PreviewVerifier {
    private PreviewVerifier() {}

    /** Returns what its headers state. */
    static MediaInfo check(PreviewPlan plan, List<OutputFile> outputs) {
        AnimatedWebp webp;
        try {
            webp = AnimatedWebp.read(outputs.get(0).file());
        } catch (IOException e) {
            throw VerificationException.unlikePlan(
                    "the output differs from the plan and was not published: " + e.getMessage(), e);
        }
        VerificationException.throwIfAny(mistakes(plan, webp));
        return media(webp);
    }

    /**
     * The differences from the plan; empty if there are none. Equal frames are stored as one that is shown for longer, so there
     * may be fewer than planned, and a still if all are equal.
     */
    static List<String> mistakes(PreviewPlan plan, AnimatedWebp webp) {
        List<String> wrong = new ArrayList<>();
        if (!webp.size().equals(plan.size())) {
            wrong.add("it is " + webp.size() + " instead of " + plan.size());
        }
        Duration frame = Duration.ofNanos((long) (1e9 / plan.frameRate()));
        long most = (long) Math.ceil(plan.length().toNanos() / 1e9 * plan.frameRate()) + 1;
        if (webp.frames().size() > most) {
            wrong.add("it has " + webp.frames().size() + " frames instead of at most " + most);
        }
        Duration length = webp.length();
        Duration tolerance = frame.multipliedBy(2).plusMillis(100);
        boolean tooLong = length.compareTo(plan.length().plus(tolerance)) > 0;
        boolean tooShort = !webp.frames().isEmpty()
                && lengthKnown(plan)
                && length.compareTo(plan.length().minus(tolerance)) < 0;
        if (tooLong || tooShort) {
            wrong.add("it plays " + length.toMillis() + " ms instead of "
                    + plan.length().toMillis() + " (the source may be truncated or damaged)");
        }
        return wrong;
    }

    /** For a source of unknown duration, the plan has the maximum duration of a preview. */
    private static boolean lengthKnown(PreviewPlan plan) {
        return !plan.seek().isZero()
                || plan.length()
                                .compareTo(Duration.ofSeconds(
                                        plan.profile().preview().seconds()))
                        < 0;
    }

    private static MediaInfo media(AnimatedWebp webp) {
        Optional<Duration> length = Optional.of(webp.length()).filter(l -> !l.isZero());
        VideoStream stream = new VideoStream(
                0,
                "webp",
                webp.size(),
                webp.size(),
                Orientation.UPRIGHT,
                length.map(l -> webp.frames().size() / (l.toNanos() / 1e9)),
                "",
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.empty());
        return new MediaInfo("webp", length, List.of(stream), List.of(), List.of(), 0);
    }
}

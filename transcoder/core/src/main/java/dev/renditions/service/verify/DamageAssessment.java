package dev.renditions.service.verify;

import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.StreamCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Grades the damage of a source for renditions that are made from some of its streams. Isolated damage is common after broadcasts
 * and crashes of cameras and recorders, so such renditions are published with warnings. A source that is much shorter than its
 * index states, or damaged throughout, is a broken upload.
 *
 * @param broken whether too little is left to publish
 * @param warnings what is damaged and how much, as sentences for users; empty if nothing is damaged
 */
public record DamageAssessment(boolean broken, List<String> warnings) {
    /** The maximum fraction of damaged video frames. Each may spoil all frames until the next key frame. */
    private static final double MAX_FRAMES = 0.1;

    /** The maximum fraction of damaged audio packets. Each is about a fiftieth of a second. */
    private static final double MAX_PACKETS = 0.25;

    /** The maximum fraction of missing rows of a still. */
    private static final double MAX_ROWS = 0.1;

    /** The maximum fraction missing at the end if an index lists every frame. Only an interrupted upload lacks some of them. */
    private static final double MAX_MISSING_OF_INDEXED = 0.1;

    /** The same if only a header states the duration, as after a crash of a recorder. */
    private static final double MAX_MISSING_OF_STATED = 0.5;

    /** Formats whose index lists every frame. */
    private static final Set<String> INDEXED = Set.of("mov,mp4,m4a,3gp,3g2,mj2");

    /** A few frames. The end of a stream may be off by that without any damage. */
    private static final Duration SLACK = Duration.ofMillis(200);

    /** Copies the list. */
    public DamageAssessment {
        warnings = List.copyOf(warnings);
    }

    /**
     * Grades the damage.
     *
     * @param streams the indexes of the streams that a rendition is made from
     */
    public static DamageAssessment of(MediaInfo media, DecodeCondition condition, Collection<Integer> streams) {
        List<String> warnings = new ArrayList<>(media.flaws());
        boolean broken = false;
        for (StreamCondition stream : condition.streams()) {
            // Text streams are not decoded. They end with the other streams.
            boolean used = streams.contains(stream.stream())
                    || condition.stream(first(streams)).isEmpty();
            if (used) {
                broken |= grade(media, stream, warnings);
            }
        }
        if (condition.cut() && warnings.isEmpty()) {
            warnings.add("the file ends before its reader expects it to");
        }
        return new DamageAssessment(broken, warnings);
    }

    private static int first(Collection<Integer> streams) {
        return streams.stream().findFirst().orElse(-1);
    }

    /** Adds warnings for a stream, and returns whether it is too damaged. */
    private static boolean grade(MediaInfo media, StreamCondition stream, List<String> warnings) {
        if (media.still()) {
            return gradeStill(stream, warnings);
        }
        String name = stream.video() ? "the video" : "the audio";
        if (stream.damaged() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s is damaged: %d of %d %s",
                    name,
                    stream.damaged(),
                    stream.parts(),
                    stream.video() ? "frames" : "packets"));
        } else if (stream.complaints() > 0) {
            warnings.add(name + " is damaged: its decoder reports " + stream.complaints() + " errors");
        }
        Optional<Duration> missing = missing(media, stream);
        missing.ifPresent(m -> warnings.add(String.format(
                Locale.ROOT,
                "%s ends after %.2f s instead of %.2f s",
                name,
                seconds(stream.end()),
                seconds(stream.end().plus(m)))));
        double max = INDEXED.contains(media.format()) ? MAX_MISSING_OF_INDEXED : MAX_MISSING_OF_STATED;
        boolean tooShort = missing.filter(
                        m -> seconds(m) > max * seconds(stream.end().plus(m)))
                .isPresent();
        return tooShort || stream.damagedShare() > (stream.video() ? MAX_FRAMES : MAX_PACKETS);
    }

    private static boolean gradeStill(StreamCondition stream, List<String> warnings) {
        warnings.add(
                stream.damaged() > 0
                        ? "the image is missing its last " + stream.damaged() + " of " + stream.parts() + " rows"
                        : "the image is damaged");
        return stream.damagedShare() > MAX_ROWS;
    }

    /** The duration missing at the end of a stream, compared with what the file states; empty if it is within the slack. */
    private static Optional<Duration> missing(MediaInfo media, StreamCondition stream) {
        return stated(media, stream.stream())
                .map(end -> end.minus(stream.end()))
                .filter(m -> m.compareTo(SLACK) > 0);
    }

    private static Optional<Duration> stated(MediaInfo media, int stream) {
        return media.video().stream()
                .filter(v -> v.index() == stream)
                .findFirst()
                .flatMap(v -> v.span())
                .or(() -> media.audio().stream()
                        .filter(a -> a.index() == stream)
                        .findFirst()
                        .flatMap(a -> a.span()))
                .map(Span::end);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

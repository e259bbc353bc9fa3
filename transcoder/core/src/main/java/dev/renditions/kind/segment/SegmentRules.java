package dev.renditions.kind.segment;

import dev.renditions.kind.segment.Segmentation.Cut;
import dev.renditions.kind.segment.Segmentation.Whole;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of {@link Segmentation}. Immutable. */
final class SegmentRules {
    /**
     * How long a segment plays at most, unless a GOP is longer. The decode of a segment begins up to a GOP of the source earlier:
     * with the usual 10 seconds of x264 that is 5 of 45 on average, of what is only decoded.
     */
    private static final Duration LONGEST_SEGMENT = Duration.ofSeconds(45);

    /** The longest GOP of a source. Before each segment, half of one is decoded in vain on average: a sixth of a segment. */
    private static final Duration LONGEST_GOP = Duration.ofSeconds(15);

    /** A first frame this close to 0 is rounded to 0 by every container. */
    private static final Duration ROUNDING = Duration.ofNanos(50_000);

    /** Frames a second. Faster sources state a wrong rate, or are not films. */
    private static final double FASTEST = 1000;

    /** Each GOP is a fragment of the joined track, whose index has 65,535 entries at most. */
    private static final long MOST_GOPS = 60_000;

    /** The codecs whose decoders skip, without an error, frames that are shown before the key frame where decoding starts. */
    private static final List<String> SKIPPING = List.of("hevc");

    private final VideoRecipe recipe;
    private final MediaInfo media;
    private final VideoStream video;
    private final VideoPackets packets;

    private SegmentRules(VideoRecipe recipe, MediaInfo media, VideoStream video, VideoPackets packets) {
        this.recipe = recipe;
        this.media = media;
        this.video = video;
        this.packets = packets;
    }

    static Segmentation decide(VideoRecipe recipe, MediaInfo media, PacketStats packets, boolean seekable) {
        Optional<VideoStream> main = media.mainVideo().filter(v -> v.index() == recipe.rung().stream());
        if (main.isEmpty() || packets.video().isEmpty()) {
            return new Whole("the times of its frames are unknown");
        }
        SegmentRules rules =
                new SegmentRules(recipe, media, main.get(), packets.video().get());
        return rules.obstacle(seekable).<Segmentation>map(Whole::new).orElseGet(rules::cut);
    }

    /** Why the track is encoded as a whole, whatever its length. */
    private Optional<String> obstacle(boolean seekable) {
        return first(recipe.clip().isPresent(), "it is a clip")
                .or(() -> first(
                        video.delayed() || media.clock().jump().isPresent(),
                        "the source's clock is not that of its frames"))
                .or(() -> first(!seekable, "the source can't be decoded from any of its key frames on"))
                .or(() -> first(
                        !packets.whole(),
                        "an edit list hides frames of the source, or it does not begin with a key frame"))
                .or(() -> first(
                        !packets.closed() && !SKIPPING.contains(video.codec()),
                        "frames of the source need those before their key frame"))
                .or(() -> first(
                        packets.longestGop().compareTo(LONGEST_GOP) > 0,
                        "its key frames are up to " + packets.longestGop().toSeconds() + " s apart"))
                .or(() -> recipe.timing() instanceof FrameTiming.Source ? asInSource() : steady());
    }

    private Optional<String> asInSource() {
        return first(!packets.regular() || video.frameRate().isEmpty(), "the source's frame rate varies")
                .or(() -> first(
                        video.span()
                                .filter(span -> span.start().compareTo(ROUNDING) <= 0)
                                .isEmpty(),
                        "its first frame is not shown at 0"));
    }

    private Optional<String> steady() {
        return first(recipe.rung().frameRate().isEmpty(), "its frame rate is unknown")
                .or(() -> first(length().isEmpty(), "its duration is unknown"));
    }

    private static Optional<String> first(boolean applies, String reason) {
        return applies ? Optional.of(reason) : Optional.empty();
    }

    /** How long a track with a constant rate plays. */
    private Optional<Duration> length() {
        return ((FrameTiming.Constant) recipe.timing()).length();
    }

    private Segmentation cut() {
        double sourceRate = video.frameRate().orElse(0.0);
        double rate = recipe.rung().frameRate().orElse(sourceRate);
        double seconds = recipe.timing() instanceof FrameTiming.Source
                ? packets.grids().frames() / sourceRate
                : length().orElseThrow().toNanos() / 1e9;
        long frames = Math.round(seconds * rate);
        int gop = recipe.rung().gopFrames();
        long each = Math.max(1, (long) (LONGEST_SEGMENT.toSeconds() * rate / gop)) * gop;
        // The last one has 0.5 to 1.5 times the frames of the others.
        long count = (frames + each / 2) / each;
        if (rate > FASTEST || frames / gop > MOST_GOPS) {
            return new Whole("it has more frames or key frames than segments are made for");
        }
        if (seconds < Segmentation.SHORTEST.toSeconds() || count < 2) {
            return new Whole("it plays less than two minutes");
        }
        List<TrackSegment> segments = new ArrayList<>();
        for (long at = 0; at < count - 1; at++) {
            segments.add(new TrackSegment(at * each, (at + 1) * each, false));
        }
        segments.add(new TrackSegment((count - 1) * each, frames, true));
        Duration start = recipe.timing() instanceof FrameTiming.Source
                ? video.span().orElseThrow().start()
                : recipe.rung().phase();
        return new Cut(rate, start, segments);
    }
}

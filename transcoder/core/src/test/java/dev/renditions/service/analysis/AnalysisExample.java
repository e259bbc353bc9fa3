package dev.renditions.service.analysis;

import dev.renditions.media.AudioLoudness;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Bursts;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.StreamHash;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Results of an analysis.
 *
 * @param full has every optional value
 * @param empty has none
 */
record AnalysisExample<T>(Analysis<T> analysis, T full, T empty) {
    @Override
    public String toString() {
        return analysis.toString();
    }

    /** An example of each analysis. */
    static List<AnalysisExample<?>> all() {
        return List.of(
                new AnalysisExample<>(
                        KnownAnalyses.PROBE,
                        media(),
                        new MediaInfo("mp3", Optional.empty(), List.of(), List.of(), List.of(), 0)),
                new AnalysisExample<>(
                        KnownAnalyses.PACKETS,
                        new MeasuredPackets(Set.of(1500, 6000), packets()),
                        new MeasuredPackets(Set.of(), PacketStats.NONE)),
                new AnalysisExample<>(KnownAnalyses.CONDITION, condition(), new DecodeCondition(List.of(), false)),
                new AnalysisExample<>(
                        KnownAnalyses.SOUND_CONDITION, condition(), new DecodeCondition(List.of(), false)),
                new AnalysisExample<>(
                        KnownAnalyses.loudness("[0:1]anull[m]"),
                        new MeasuredLoudness("[0:1]anull[m]", new AudioLoudness(-23.1, -0.30000000000000004)),
                        new MeasuredLoudness("[0:1]anull[m]", new AudioLoudness(-70, Double.NEGATIVE_INFINITY))),
                new AnalysisExample<>(
                        KnownAnalyses.STREAM_HASHES,
                        Map.of(0, new StreamHash("0123456789abcdef".repeat(4)), 3, new StreamHash("f".repeat(64))),
                        Map.of()));
    }

    static MediaInfo media() {
        Span span = new Span(Duration.ofNanos(21_333_333), Duration.ofNanos(86_399_999_999_999L));
        VideoStream video = new VideoStream(
                0,
                "hevc",
                new Size(3840, 2160),
                new Size(2160, 3840),
                Orientation.TRANSVERSED,
                Optional.of(30000 / 1001.0),
                "yuv420p10le",
                new Color("bt2020", "smpte2084", "bt2020nc", "tv"),
                true,
                true,
                false,
                Optional.of(span),
                new Coding("Main 10", 153, 45_000),
                new ImageParts(OptionalInt.of(1), OptionalInt.of(9), OptionalInt.of(2), Orientation.TURNED_90),
                true);
        VideoStream plain = new VideoStream(
                7,
                "png",
                new Size(1, 2),
                new Size(1, 2),
                Orientation.UPRIGHT,
                Optional.empty(),
                "",
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.empty());
        AudioStream audio = new AudioStream(
                1,
                "pcm_s24le",
                2,
                48000,
                "de",
                true,
                Optional.of(span),
                new Coding("LC", 2, 128),
                OptionalInt.of(2),
                true,
                false);
        AudioStream unknown = new AudioStream(5, "mp2", 0, 0, "", false, Optional.empty()).marked(false, true);
        return new MediaInfo(
                "mov,mp4,m4a,3gp,3g2,mj2",
                true,
                Optional.of(Duration.ofNanos(86_400_123_456_789L)),
                List.of(video, plain),
                List.of(audio, unknown),
                List.of(
                        new TextStream(3, "subrip", "en", false, new TextFlags(true, false, true)),
                        new TextStream(4, "hdmv_pgs_subtitle", "", true, new TextFlags(false, true, false))),
                List.of(
                        new UndecodableStream(6, true, false, "video of the codec 'x' can't be decoded"),
                        new UndecodableStream(8, false, true, "no")),
                2,
                new SourceClock(
                        true,
                        Map.of(0, Duration.ofNanos(1), 1, Duration.ofNanos(-2)),
                        Duration.ofNanos(3),
                        Map.of(1, Duration.ofMillis(40)),
                        Optional.of(Duration.ofSeconds(-5))),
                List.of("the file is truncated", "\u00e9\"\n"));
    }

    static PacketStats packets() {
        return new PacketStats(
                Optional.of(new VideoPackets(
                        60000 / 1001.0,
                        Duration.ofNanos(16_683_333),
                        new Bursts(Map.of(1500, 1L << 40, 6000, 0L)),
                        new FrameGrids(250, Map.of(24000 / 1001.0, 3L, 60.0, 0L)),
                        Duration.ofNanos(4_000_000_001L),
                        250,
                        true,
                        false,
                        true)),
                Optional.of(new AudioPackets(1_280_000, Duration.ofNanos(9_999_999_999L), true)));
    }

    static DecodeCondition condition() {
        return new DecodeCondition(
                List.of(
                        new StreamCondition(0, true, 100, 5, 7, Duration.ofNanos(4_000_000_001L)),
                        new StreamCondition(2, false, 1L << 40, 0, 0, Duration.ZERO)),
                true);
    }
}

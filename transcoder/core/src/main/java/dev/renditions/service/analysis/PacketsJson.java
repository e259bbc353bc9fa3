package dev.renditions.service.analysis;

import static dev.renditions.service.analysis.Optionals.list;
import static dev.renditions.service.analysis.Optionals.optional;

import dev.renditions.media.AudioPackets;
import dev.renditions.media.Bursts;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoPackets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The members of packet statistics. */
record PacketsJson(List<Integer> rates, List<Video> video, List<Audio> audio) {
    static PacketsJson of(MeasuredPackets packets) {
        return new PacketsJson(
                packets.rates().stream().sorted().toList(),
                list(packets.stats().video().map(Video::of)),
                list(packets.stats().audio().map(Audio::of)));
    }

    MeasuredPackets packets() {
        return new MeasuredPackets(
                Set.copyOf(rates),
                new PacketStats(
                        optional(video).map(Video::packets), optional(audio).map(Audio::packets)));
    }

    record Video(
            Double frameRate,
            long shortestFrameNanos,
            Map<Integer, Long> bursts,
            long frames,
            Map<Double, Long> lost,
            long longestGopNanos,
            int mostGopFrames,
            boolean whole,
            boolean closed,
            boolean regular) {
        static Video of(VideoPackets packets) {
            return new Video(
                    packets.frameRate(),
                    packets.shortestFrame().toNanos(),
                    new TreeMap<>(packets.bursts().bits()),
                    packets.grids().frames(),
                    new TreeMap<>(packets.grids().lost()),
                    packets.longestGop().toNanos(),
                    packets.mostGopFrames(),
                    packets.whole(),
                    packets.closed(),
                    packets.regular());
        }

        VideoPackets packets() {
            return new VideoPackets(
                    frameRate,
                    Duration.ofNanos(shortestFrameNanos),
                    new Bursts(bursts),
                    new FrameGrids(frames, lost),
                    Duration.ofNanos(longestGopNanos),
                    mostGopFrames,
                    whole,
                    closed,
                    regular);
        }
    }

    record Audio(long bits, long lengthNanos, boolean steady) {
        static Audio of(AudioPackets packets) {
            return new Audio(packets.bits(), packets.length().toNanos(), packets.steady());
        }

        AudioPackets packets() {
            return new AudioPackets(bits, Duration.ofNanos(lengthNanos), steady);
        }
    }
}

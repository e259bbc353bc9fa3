package dev.renditions.ffmpeg.probe;

import dev.renditions.media.Bursts;
import dev.renditions.media.VideoPackets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Measures the packets of a video, one after the other. Keeps a few numbers, however many there are. For one thread. */
final class VideoPacketReader {
    private final Map<Integer, LeakyBucket> buckets = new TreeMap<>();
    private final FrameGridReader grids;
    private final FrameLengths lengths = new FrameLengths(this::pour);
    private long count;
    private boolean whole = true;
    private boolean closed = true;
    private double begin = Double.NaN;
    private double lastShown = Double.NEGATIVE_INFINITY;
    private double end = Double.NEGATIVE_INFINITY;
    private double shortest = Double.POSITIVE_INFINITY;
    private double lastKey;
    private double longestGop;
    private int gopFrames;
    private int mostGopFrames;

    /**
     * Of nothing yet.
     *
     * @param rates the rates that bursts are measured at, in kilobits a second
     * @param grids the rates that frames are moved to, in frames a second
     */
    VideoPacketReader(Set<Integer> rates, Set<Double> grids) {
        this.grids = new FrameGridReader(grids);
        rates.forEach(rate -> buckets.put(rate, new LeakyBucket(rate)));
    }

    void add(Packet packet) {
        if (Double.isNaN(packet.shown())) {
            whole = false;
            return;
        }
        if (count == 0) {
            begin = packet.shown();
            lastKey = begin;
            whole &= packet.key();
        }
        // Hidden by an edit list, or shown before the packet that is decoded first.
        whole &= !packet.discarded() && packet.shown() >= begin;
        count++;
        lastShown = Math.max(lastShown, packet.shown());
        end = Math.max(end, packet.end());
        if (packet.key()) {
            longestGop = Math.max(longestGop, packet.shown() - lastKey);
            lastKey = packet.shown();
            gopFrames = 0;
        }
        gopFrames++;
        mostGopFrames = Math.max(mostGopFrames, gopFrames);
        // H.264 allows it after key frames that are not IDR pictures; nothing but that is looked at here for copies.
        closed &= packet.shown() >= lastKey;
        lengths.add(packet);
        if (!packet.discarded()) {
            grids.add(packet.shown());
        }
    }

    /**
     * What arrives while a frame is shown is what the next may take, in the order of decoding: so x264 counts, whatever the
     * times of decoding are, which differ where frames are not equally long.
     */
    private void pour(Packet packet, double seconds) {
        shortest = seconds > 0 ? Math.min(shortest, seconds) : shortest;
        buckets.values().forEach(bucket -> bucket.add(packet.bits(), seconds));
    }

    /** There are no more. Empty if there were no packets, or they take no time. */
    Optional<VideoPackets> packets() {
        lengths.end();
        if (count == 0 || !(end > begin)) {
            return Optional.empty();
        }
        Map<Integer, Long> bursts = new TreeMap<>();
        buckets.forEach((rate, bucket) -> bursts.put(rate, bucket.highest()));
        return Optional.of(new VideoPackets(
                lastShown > begin ? (count - 1) / (lastShown - begin) : count / (end - begin),
                seconds(Math.min(shortest, end - begin)),
                new Bursts(bursts),
                grids.end(),
                seconds(Math.max(longestGop, end - lastKey)),
                mostGopFrames,
                whole,
                closed));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}

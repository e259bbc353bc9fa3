package dev.renditions.ffmpeg.probe;

import dev.renditions.media.Bursts;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.VideoPackets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Measures the packets of a video one by one, in constant memory. For one thread. */
final class VideoPacketReader {
    private final Map<Integer, LeakyBucket> buckets = new TreeMap<>();
    private final FrameGridReader grids;
    private final Optional<Double> stated;
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
     * A reader of one stream.
     *
     * @param rates the rates at which bursts are measured, in kilobits per second
     * @param grids the frame rates whose lost frames are counted, in frames per second
     * @param stated the frame rate that the file states, which is one of these; empty if it states none
     */
    VideoPacketReader(Set<Integer> rates, Set<Double> grids, Optional<Double> stated) {
        this.stated = stated;
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
        // An open GOP: H.264 permits frames that are shown before their key frame if that is not an IDR picture.
        closed &= packet.shown() >= lastKey;
        lengths.add(packet);
        if (!packet.discarded()) {
            grids.add(packet.shown());
        }
    }

    /**
     * The bits that arrive while a frame is shown are available to the next frame in decoding order. x264 counts like this, and
     * ignores decoding times, which differ if frames are not equally long.
     */
    private void pour(Packet packet, double seconds) {
        shortest = seconds > 0 ? Math.min(shortest, seconds) : shortest;
        buckets.values().forEach(bucket -> bucket.add(packet.bits(), seconds));
    }

    /** Ends the input and returns the measurements; empty if there were no packets, or their duration is zero. */
    Optional<VideoPackets> packets() {
        lengths.end();
        if (count == 0 || !(end > begin)) {
            return Optional.empty();
        }
        Map<Integer, Long> bursts = new TreeMap<>();
        buckets.forEach((rate, bucket) -> bursts.put(rate, bucket.highest()));
        FrameGrids measured = grids.end();
        return Optional.of(new VideoPackets(
                lastShown > begin ? (count - 1) / (lastShown - begin) : count / (end - begin),
                seconds(Math.min(shortest, end - begin)),
                new Bursts(bursts),
                measured,
                seconds(Math.max(longestGop, end - lastKey)),
                mostGopFrames,
                whole,
                closed,
                whole && stated.filter(grids::regular).isPresent()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}

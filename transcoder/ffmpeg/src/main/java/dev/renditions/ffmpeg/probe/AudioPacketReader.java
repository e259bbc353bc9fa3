package dev.renditions.ffmpeg.probe;

import dev.renditions.media.AudioPackets;
import java.time.Duration;
import java.util.Optional;

/** Measures the packets of AAC, one after the other. Keeps a few numbers, however many there are. For one thread. */
final class AudioPacketReader {
    /** Samples of a packet of AAC-LC. */
    private static final double SAMPLES = 1024;

    /** What a packet may be away from where it belongs: containers round, Matroska to a millisecond. */
    private static final double TOLERANCE = 0.002;

    /** The most that an encoder puts in front, in seconds. Apple's puts 2112 samples. */
    private static final double MOST_PRIMING = 0.1;

    private final double packetLength;
    private long count;
    private long bits;
    private boolean steady = true;
    private double begin = Double.NaN;
    private double end = Double.NEGATIVE_INFINITY;

    /**
     * Of nothing yet.
     *
     * @param sampleRate samples a second
     */
    AudioPacketReader(int sampleRate) {
        this.packetLength = SAMPLES / sampleRate;
    }

    void add(Packet packet) {
        if (Double.isNaN(packet.shown())) {
            steady = false;
            return;
        }
        if (count == 0) {
            begin = packet.shown();
        }
        double due = begin + count * packetLength;
        boolean priming = packet.end() <= TOLERANCE && packet.shown() >= -MOST_PRIMING;
        steady &= Math.abs(packet.shown() - due) <= TOLERANCE && (!packet.discarded() || priming);
        count++;
        bits += packet.bits();
        end = Math.max(end, packet.end());
    }

    /** Empty if there were no packets, or they take no time. */
    Optional<AudioPackets> packets() {
        double length = end - begin;
        return count > 0 && length > 0
                ? Optional.of(new AudioPackets(bits, Duration.ofNanos((long) (length * 1e9)), steady))
                : Optional.empty();
    }
}

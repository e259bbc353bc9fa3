package dev.renditions.ffmpeg.probe;

import dev.renditions.media.AudioPackets;
import java.time.Duration;
import java.util.Optional;

/** Measures the packets of AAC one by one, in constant memory. For one thread. */
final class AudioPacketReader {
    /** Samples of a packet of AAC-LC. */
    private static final double SAMPLES = 1024;

    /** How far the time of a packet may be from the expected time, in seconds: Matroska rounds to a millisecond. */
    private static final double TOLERANCE = 0.002;

    /** The most priming that an encoder puts before the audio, in seconds. Apple's puts 2112 samples. */
    private static final double MOST_PRIMING = 0.1;

    private final double packetLength;
    private long count;
    private long bits;
    private boolean steady = true;
    private double begin = Double.NaN;
    private double end = Double.NEGATIVE_INFINITY;

    /**
     * A reader of one stream.
     *
     * @param sampleRate in samples per second
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

    /** The measurements; empty if there were no packets, or their duration is zero. */
    Optional<AudioPackets> packets() {
        double length = end - begin;
        return count > 0 && length > 0
                ? Optional.of(new AudioPackets(bits, Duration.ofNanos((long) (length * 1e9)), steady))
                : Optional.empty();
    }
}

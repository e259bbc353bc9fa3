package dev.renditions.ffmpeg.hash;

import java.util.Arrays;

/**
 * The times of the packets of one stream, in ticks of its time base, which ffprobe prints only after all packets. Kept as small
 * differences, of about five bytes for each packet. Other times have other bytes. For one thread.
 */
final class PacketTimes {
    /** A time that the file does not state. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** Receives the times of each packet. */
    @FunctionalInterface
    interface Visitor {
        void packet(long pts, long dts, long duration);
    }

    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7f;
    private static final int MORE = 0x80;

    private byte[] bytes = new byte[1024];
    private int length;
    private long lastDts;
    private long lastDuration;

    /** How many bytes it needs. */
    int length() {
        return length;
    }

    void add(long pts, long dts, long duration) {
        write(dts - lastDts);
        write(pts - dts);
        write(duration - lastDuration);
        lastDts = dts;
        lastDuration = duration;
    }

    /** Passes the times of all packets to a visitor, in order. */
    void visit(Visitor visitor) {
        Reader reader = new Reader();
        long dts = 0;
        long duration = 0;
        while (reader.position < length) {
            dts += reader.next();
            long pts = dts + reader.next();
            duration += reader.next();
            visitor.packet(pts, dts, duration);
        }
    }

    void addTo(FieldDigest digest) {
        digest.bytes(bytes, length);
    }

    /** Writes a number, whose sign becomes its lowest bit, in groups of 7 bits. */
    private void write(long value) {
        for (long rest = (value << 1) ^ (value >> (Long.SIZE - 1)); ; rest >>>= PAYLOAD_BITS) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            boolean last = (rest & ~PAYLOAD) == 0;
            bytes[length++] = (byte) ((rest & PAYLOAD) | (last ? 0 : MORE));
            if (last) {
                return;
            }
        }
    }

    private final class Reader {
        private int position;

        long next() {
            long value = 0;
            int shift = 0;
            byte group;
            do {
                group = bytes[position++];
                value |= (long) (group & PAYLOAD) << shift;
                shift += PAYLOAD_BITS;
            } while ((group & MORE) != 0);
            return (value >>> 1) ^ -(value & 1);
        }
    }
}

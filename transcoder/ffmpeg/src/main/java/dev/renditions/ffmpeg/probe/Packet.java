package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.PacketClock;
import java.util.Optional;

/**
 * One packet as ffprobe prints it. Immutable.
 *
 * @param stream the index of its stream in the file
 * @param shown the presentation time in seconds; NaN if unknown
 * @param length the duration in seconds; NaN if unknown
 * @param bits its size
 * @param flags ffprobe's flags: K for a key frame, D for a packet that is decoded and then discarded
 */
record Packet(int stream, double shown, double length, long bits, String flags) {
    /** The fields that ffprobe prints for each packet, in this order. */
    static final String ENTRIES = "packet=stream_index,pts_time,duration_time,size,flags";

    private static final int FIELDS = 5;

    /** Parses a line; empty if it is not a packet, or does not state its stream or size. */
    static Optional<Packet> of(String line) {
        // The sixth field is side data, if there are any.
        String[] fields = line.split(",", FIELDS + 1);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        double stream = PacketClock.number(fields[0]);
        double bytes = PacketClock.number(fields[3]);
        return Double.isNaN(stream) || Double.isNaN(bytes)
                ? Optional.empty()
                : Optional.of(new Packet(
                        (int) stream,
                        PacketClock.number(fields[1]),
                        PacketClock.number(fields[2]),
                        (long) (bytes * Byte.SIZE),
                        fields[4]));
    }

    boolean key() {
        return flags.startsWith("K");
    }

    /** Whether an edit list hides it. */
    boolean discarded() {
        return flags.contains("D");
    }

    /** When it ends, in seconds; its start if its duration is unknown. */
    double end() {
        return shown + (Double.isNaN(length) ? 0 : length);
    }
}

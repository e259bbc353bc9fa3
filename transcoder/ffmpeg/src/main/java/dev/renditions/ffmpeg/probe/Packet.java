package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.PacketClock;
import java.util.Optional;

/**
 * One packet as ffprobe prints it. Immutable.
 *
 * @param stream the stream it belongs to, by its number among all streams
 * @param shown when it is shown or heard, in seconds; NaN if that is not said
 * @param length how long it is shown or heard; NaN if that is not said
 * @param bits its size
 * @param flags ffprobe's letters: K for a key frame, D for what is decoded and then discarded
 */
record Packet(int stream, double shown, double length, long bits, String flags) {
    /** What is printed of each packet, in the order in which it is printed. */
    static final String ENTRIES = "packet=stream_index,pts_time,duration_time,size,flags";

    private static final int FIELDS = 5;

    /** The one of a line; empty if it is another kind of line, or says nothing of its stream or size. */
    static Optional<Packet> of(String line) {
        // Side data follow, if there are any.
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

    /** When it is over; its start, if it does not say how long it is. */
    double end() {
        return shown + (Double.isNaN(length) ? 0 : length);
    }
}

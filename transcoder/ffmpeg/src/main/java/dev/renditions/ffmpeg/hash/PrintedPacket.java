package dev.renditions.ffmpeg.hash;

import java.util.Arrays;
import java.util.Optional;

/**
 * A packet as ffprobe prints it. Immutable.
 *
 * @param stream the index of its stream
 * @param pts its presentation time in ticks, or {@link PacketTimes#UNKNOWN}
 * @param dts its decoding time
 * @param duration its duration
 * @param contents its size, its flags and the hash of its bytes
 * @param incomplete whether it is cut off
 * @param sideData its side data
 */
record PrintedPacket(
        int stream, long pts, long dts, long duration, String contents, boolean incomplete, SideData sideData) {
    /** The section and the fields to print. Ffprobe prints them in this order. */
    static final String ENTRIES = "packet=stream_index,pts,dts,duration,size,flags,data_hash:packet_side_data";

    private static final String HASH = "|data_hash=" + HashCommand.ALGORITHM + ":";
    private static final int HASH_DIGITS = 64;
    private static final String FLAGS = "|flags=";

    /** The flag of a packet that is cut off. The others are K for a key frame, and D for one that is decoded but not shown. */
    private static final char CORRUPT = 'C';

    /** Parses a line; empty if it does not state all that a hash needs. No regular expression: there may be many lines. */
    static Optional<PrintedPacket> of(String line) {
        int pts = line.indexOf("|pts=");
        int dts = line.indexOf("|dts=", pts + 1);
        int duration = line.indexOf("|duration=", dts + 1);
        int size = line.indexOf("|size=", duration + 1);
        int flags = line.indexOf(FLAGS, size + 1);
        int hash = line.indexOf(HASH, flags + 1);
        int end = hash + HASH.length() + HASH_DIGITS;
        boolean ordered = 0 < pts && pts < dts && dts < duration && duration < size && size < flags && flags < hash;
        if (!ordered || end > line.length() || (end < line.length() && line.charAt(end) != '|')) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PrintedPacket(
                    Integer.parseInt(line, line.indexOf('=') + 1, pts, 10),
                    time(line, pts + "|pts=".length(), dts),
                    time(line, dts + "|dts=".length(), duration),
                    time(line, duration + "|duration=".length(), size),
                    line.substring(size, end),
                    line.substring(flags + FLAGS.length(), hash).indexOf(CORRUPT) >= 0,
                    end == line.length()
                            ? SideData.NONE
                            : SideData.of(Arrays.asList(line.substring(end + 1).split("\\|", -1)))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long time(String line, int from, int to) {
        return line.startsWith("N/A", from) ? PacketTimes.UNKNOWN : Long.parseLong(line, from, to, 10);
    }

    /** Whether all of it is known: it is not cut off, and no side data are missing. */
    boolean complete() {
        return sideData.complete() && !incomplete;
    }
}

package dev.renditions.ffmpeg.hash;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packet as ffprobe prints it. Immutable.
 *
 * @param stream the index of its stream
 * @param pts its presentation time in ticks, or {@link PacketTimes#UNKNOWN}
 * @param dts its decoding time
 * @param duration its duration
 * @param size its bytes
 * @param flags whether it is a key frame (K), is decoded but not shown (D) and is incomplete (C)
 * @param hash the hash of its bytes
 * @param sideData its side data
 */
record PrintedPacket(
        int stream, long pts, long dts, long duration, long size, String flags, String hash, SideData sideData) {
    /** The section and the fields to print. Ffprobe prints them in this order. */
    static final String ENTRIES =
            "packet=stream_index,pts,dts,duration,size,flags,data_hash" + ":packet_side_data";

    private static final String TIME = "(N/A|-?\\d{1,19})";
    private static final Pattern LINE = Pattern.compile("packet\\|stream_index=(\\d{1,6})\\|pts=" + TIME + "\\|dts="
            + TIME + "\\|duration=" + TIME + "\\|size=(\\d{1,10})\\|flags=([A-Z_]{1,8})\\|data_hash="
            + HashCommand.ALGORITHM + ":([0-9a-f]{64})(?:\\|(.+))?");

    /** Parses a line; empty if it does not state all that a hash needs. */
    static Optional<PrintedPacket> of(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        try {
            String more = fields.group(8);
            return Optional.of(new PrintedPacket(
                    Integer.parseInt(fields.group(1)),
                    time(fields.group(2)),
                    time(fields.group(3)),
                    time(fields.group(4)),
                    Long.parseLong(fields.group(5)),
                    fields.group(6),
                    fields.group(7),
                    more == null ? SideData.NONE : SideData.of(Arrays.asList(more.split("\\|", -1)))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long time(String text) {
        return text.equals("N/A") ? PacketTimes.UNKNOWN : Long.parseLong(text);
    }

    /** Whether all of it is known: it is not cut off, and no side data are missing. */
    boolean complete() {
        return sideData.complete() && !flags.contains("C");
    }
}

package dev.renditions.ffmpeg;

import dev.renditions.media.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The {@link Pace} of one stream, by all of its packets. Keeps those of a few seconds. To be read after the process has ended. */
final class PacketPace implements ConfinedProcess.Output {
    /** Fields of a line; more may follow that are not asked for. */
    private static final int FIELDS = 5;

    private static final double WINDOW = Pace.WINDOW.toMillis() / 1000.0;

    private record Packet(double time, long bytes) {}

    private final Deque<Packet> window = new ArrayDeque<>();
    private long windowBytes;
    private long mostBytes;
    private long bytes;
    private long packets;
    private boolean whole = true;
    private boolean closed = true;
    private double begin = Double.NaN;
    private double end;
    private double lastKey;
    private double longestGop;

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split(",", FIELDS + 1);
            if (fields.length >= FIELDS) {
                read(
                        PacketClock.number(fields[0]),
                        PacketClock.number(fields[1]),
                        PacketClock.number(fields[2]),
                        PacketClock.number(fields[3]),
                        fields[4]);
            }
        }
    }

    private void read(double shown, double sent, double length, double size, String flags) {
        if (Double.isNaN(shown) || Double.isNaN(size)) {
            whole = false;
            return;
        }
        boolean key = flags.startsWith("K");
        if (packets == 0) {
            begin = shown;
            lastKey = shown;
            whole &= key;
        }
        // Hidden by an edit list, or shown before what is sent first.
        whole &= !flags.contains("D") && shown >= begin;
        packets++;
        end = Math.max(end, shown + (Double.isNaN(length) ? 0 : length));
        if (key) {
            longestGop = Math.max(longestGop, shown - lastKey);
            lastKey = shown;
        }
        // H.264 allows it after key frames that are no IDR pictures; nothing but that is looked at here for copies.
        closed &= shown >= lastKey;
        count(Double.isNaN(sent) ? shown : sent, (long) size);
    }

    private void count(double time, long size) {
        window.add(new Packet(time, size));
        windowBytes += size;
        bytes += size;
        while (time - window.getFirst().time() >= WINDOW) {
            windowBytes -= window.removeFirst().bytes();
        }
        mostBytes = Math.max(mostBytes, windowBytes);
    }

    /** Empty if there were no packets, or they take no time. */
    Optional<Pace> pace() {
        double length = end - begin;
        if (packets == 0 || !(length > 0)) {
            return Optional.empty();
        }
        double gop = Math.max(longestGop, end - lastKey);
        return Optional.of(new Pace(
                kilobits(bytes, length),
                kilobits(mostBytes, WINDOW),
                Duration.ofNanos((long) (gop * 1e9)),
                whole,
                closed));
    }

    private static long kilobits(long bytes, double seconds) {
        return (long) Math.ceil(bytes * 8 / seconds / 1000);
    }
}

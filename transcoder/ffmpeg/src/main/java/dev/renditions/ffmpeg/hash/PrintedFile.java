package dev.renditions.ffmpeg.hash;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@link HashCommand} prints. To be read after the process has ended. */
final class PrintedFile implements ConfinedProcess.Output {
    /** Far longer than any line with all side data that are read. */
    private static final int LONGEST_LINE = 64 * 1024;

    /** Bounds the memory: enough for the packets of days. */
    private static final int MOST_BYTES = 64 << 20;

    private static final String PACKET = "packet|";
    private static final String STREAM = "stream|";
    private static final String START = "format|start_time=";
    private static final int MICROSECOND_DIGITS = 6;

    private final Set<Integer> wanted;
    private final Map<Integer, StreamPackets> packets = new HashMap<>();
    private final Map<Integer, PrintedStream> streams = new HashMap<>();
    private long start;
    private long length;
    private boolean ended;

    /**
     * A reader of one file.
     *
     * @param wanted the indexes of the streams that are read; the others are ignored
     */
    PrintedFile(Set<Integer> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    /**
     * Reads the output of a run, and forgets that of an earlier one.
     *
     * @throws MediaException if it has more than a file can have, or not what is expected
     */
    @Override
    public void read(InputStream printed) throws IOException {
        packets.clear();
        streams.clear();
        length = 0;
        ended = false;
        byte[] buffer = new byte[LONGEST_LINE];
        int unread = 0;
        for (int n = printed.read(buffer); n >= 0; n = printed.read(buffer, unread, buffer.length - unread)) {
            unread = readLines(buffer, unread + n);
            require(unread < buffer.length, "ffprobe printed a line that is too long");
        }
    }

    /**
     * Reads all complete lines, and moves the rest to the beginning.
     *
     * @return the length of the rest
     */
    private int readLines(byte[] buffer, int end) {
        int line = 0;
        for (int i = 0; i < end; i++) {
            if (buffer[i] == '\n') {
                read(new String(buffer, line, i - line, StandardCharsets.ISO_8859_1));
                line = i + 1;
            }
        }
        System.arraycopy(buffer, line, buffer, 0, end - line);
        return end - line;
    }

    private void read(String line) {
        if (line.startsWith(PACKET)) {
            Optional<PrintedPacket> packet = PrintedPacket.of(line);
            require(packet.isPresent(), "ffprobe printed a packet without what its hash needs");
            add(packet.get());
        } else if (line.startsWith(STREAM)) {
            Optional<PrintedStream> stream = PrintedStream.of(line);
            if (stream.isPresent() && wanted.contains(stream.get().index())) {
                streams.put(stream.get().index(), stream.get());
            }
        } else if (line.startsWith(START)) {
            start = microseconds(line.substring(START.length()));
            ended = true;
        }
    }

    private void add(PrintedPacket packet) {
        if (wanted.contains(packet.stream())) {
            StreamPackets own = packets.computeIfAbsent(packet.stream(), index -> new StreamPackets());
            length -= own.length();
            own.add(packet);
            length += own.length();
            require(length < MOST_BYTES, "the file has too many packets for a hash");
        }
    }

    /** The start of a file that does not state it is zero, for ffmpeg as well. */
    private static long microseconds(String seconds) {
        try {
            return new BigDecimal(seconds).movePointRight(MICROSECOND_DIGITS).longValueExact();
        } catch (NumberFormatException e) {
            return 0;
        } catch (ArithmeticException e) {
            throw new MediaException(Kind.DAMAGED, "the start time of the file is out of range", e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new MediaException(Kind.DAMAGED, otherwise);
        }
    }

    /** Whether everything was read, to the last line. */
    boolean complete() {
        return ended;
    }

    /** The time on the file's own clock that ffmpeg makes zero, in microseconds. */
    long start() {
        return start;
    }

    Optional<PrintedStream> stream(int index) {
        return Optional.ofNullable(streams.get(index));
    }

    /** The packets of a stream; empty if it has none. */
    Optional<StreamPackets> packets(int index) {
        return Optional.ofNullable(packets.get(index));
    }
}

package dev.renditions.ffmpeg.hash;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
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
    private long total;
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
        total = 0;
        ended = false;
        InputStream bytes = new BufferedInputStream(printed, LONGEST_LINE);
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next != '\n') {
                require(line.size() < LONGEST_LINE, "ffprobe printed a line that is too long");
                line.write(next);
            } else {
                read(line.toString(StandardCharsets.ISO_8859_1));
                line.reset();
            }
        }
    }

    private void read(String line) {
        if (line.startsWith(PACKET)) {
            PrintedPacket.of(line)
                    .ifPresentOrElse(
                            this::add, () -> require(false, "ffprobe printed a packet without what its hash needs"));
        } else if (line.startsWith(STREAM)) {
            PrintedStream.of(line)
                    .filter(stream -> wanted.contains(stream.index()))
                    .ifPresent(stream -> streams.put(stream.index(), stream));
        } else if (line.startsWith(START)) {
            start = microseconds(line.substring(START.length()));
            ended = true;
        }
    }

    private void add(PrintedPacket packet) {
        if (wanted.contains(packet.stream())) {
            StreamPackets own = packets.computeIfAbsent(packet.stream(), index -> new StreamPackets());
            total -= own.length();
            own.add(packet);
            total += own.length();
            require(total < MOST_BYTES, "the file has too many packets for a hash");
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

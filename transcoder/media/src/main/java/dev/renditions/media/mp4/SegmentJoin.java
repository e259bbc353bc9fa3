package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the segments of a track into a {@link TrackFile}: header of the first one, a new index, and all fragments, which get
 * other numbers and decode times. Samples are copied as they are, in constant memory.
 */
public final class SegmentJoin {
    /** The number of fragments that fit into an index: it counts them in 16 bits. */
    private static final int MOST_FRAGMENTS = 0xFFFF;

    private static final int HEADER = 8;
    private static final int INDEX_FIELDS = 32;
    private static final int REFERENCE = 12;

    private SegmentJoin() {}

    /** A segment to join: its file and the frames that it should have. */
    public record Piece(Path file, FrameRange range) {}

    /**
     * Joins segments, and reads the result as {@link TrackFile#read} does.
     *
     * @param pieces the segments of the track, in order; at least one
     * @param target a new file; it does not exist after an exception
     * @throws PackagingException if they don't fit together, or a frame is missing; the message names a file
     * @throws IOException if a file can't be read or written, or the target exists
     */
    public static TrackFile join(List<Piece> pieces, Path target) throws IOException {
        List<SegmentFile> segments = new ArrayList<>();
        for (Piece piece : pieces) {
            SegmentFile segment = SegmentFile.read(piece.file(), piece.range());
            if (!segments.isEmpty()) {
                requireFit(segments.get(0), segments.get(segments.size() - 1), segment);
            }
            segments.add(segment);
        }
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(segments, out);
        } catch (IOException | RuntimeException e) {
            if (!(e instanceof FileAlreadyExistsException)) {
                Files.deleteIfExists(target);
            }
            throw e;
        }
        try {
            return TrackFile.read(target);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private static void requireFit(SegmentFile first, SegmentFile before, SegmentFile segment) {
        String name = segment.file().getFileName() + ": ";
        if (segment.timescale() != first.timescale()) {
            throw new PackagingException(
                    name + segment.timescale() + " ticks per second, the first segment has " + first.timescale());
        }
        if (!segment.entry().equals(first.entry())) {
            throw new PackagingException(name + "its sample entry differs from that of the first segment");
        }
        if (segment.begin() != before.end()) {
            throw new PackagingException(
                    name + "it begins at tick " + segment.begin() + ", the segment before ends at " + before.end());
        }
    }

    private static void write(List<SegmentFile> segments, FileChannel out) throws IOException {
        SegmentFile first = segments.get(0);
        ByteBuffer index = index(segments);
        try (FileChannel in = FileChannel.open(first.file())) {
            copy(in, 0, first.headerEnd(), out);
        }
        write(index, out);
        int number = 0;
        for (SegmentFile segment : segments) {
            try (BoxFile boxes = BoxFile.open(segment.file());
                    FileChannel in = FileChannel.open(segment.file())) {
                for (Fragment fragment : segment.fragments()) {
                    number++;
                    Box moof = boxes.boxAt(fragment.start());
                    write(renumbered(boxes, moof, number, fragment.time()), out);
                    copy(in, moof.end(), fragment.end(), out);
                }
            }
        }
    }

    /** The header of a fragment, with another number and decode time. */
    private static ByteBuffer renumbered(BoxFile boxes, Box moof, int number, long time) throws IOException {
        ByteBuffer bytes = boxes.bytes(moof.start(), (int) moof.size());
        // Views of the same bytes.
        ByteBuffer payload = bytes.slice(moof.header(), bytes.limit() - moof.header());
        BoxReader.one(payload, "mfhd").putInt(Integer.BYTES, number);
        ByteBuffer tfdt = BoxReader.one(payload, "traf", "tfdt");
        if (BoxReader.version(tfdt) == 0) {
            if (time > 0xFFFF_FFFFL) {
                throw new PackagingException("a decode time of " + time + " does not fit into 32 bits");
            }
            tfdt.putInt((int) time);
        } else {
            tfdt.putLong(time);
        }
        return bytes;
    }

    /** The index: each fragment is a reference. */
    private static ByteBuffer index(List<SegmentFile> segments) {
        List<Fragment> fragments = segments.stream()
                .flatMap(segment -> segment.fragments().stream())
                .toList();
        if (fragments.size() > MOST_FRAGMENTS) {
            throw new PackagingException(fragments.size() + " fragments; an index has " + MOST_FRAGMENTS + " at most");
        }
        int size = HEADER + INDEX_FIELDS + REFERENCE * fragments.size();
        ByteBuffer index = ByteBuffer.allocate(size);
        index.putInt(size).put("sidx".getBytes(StandardCharsets.US_ASCII));
        // Version 1, of track 1: times and offsets have 64 bits.
        index.putInt(0x01000000).putInt(1).putInt((int) segments.get(0).timescale());
        index.putLong(0).putLong(0).putShort((short) 0).putShort((short) fragments.size());
        for (Fragment fragment : fragments) {
            long bytes = fragment.end() - fragment.start();
            long ticks = fragment.presented().to() - fragment.presented().from();
            if (bytes > Integer.MAX_VALUE || ticks > 0xFFFF_FFFFL) {
                throw new PackagingException("a fragment of " + bytes + " bytes and " + ticks + " ticks");
            }
            index.putInt((int) bytes).putInt((int) ticks).putInt(SegmentIndex.ACCESS_POINT);
        }
        return index.flip();
    }

    private static void write(ByteBuffer bytes, FileChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static void copy(FileChannel in, long from, long end, FileChannel out) throws IOException {
        for (long at = from; at < end; ) {
            long copied = in.transferTo(at, end - at, out);
            if (copied <= 0) {
                throw new PackagingException("a segment became shorter while it was read");
            }
            at += copied;
        }
    }
}

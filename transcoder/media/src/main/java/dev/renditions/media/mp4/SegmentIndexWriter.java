package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Completes the index of a track in place: ffmpeg writes that a fragment starts with a stream access point but not its
 * type. Closed GOPs and audio start with type 1. The size of the file does not change, and only the index is read.
 * Reading the track afterwards verifies the type ({@link SegmentIndex#requireFor}).
 */
public final class SegmentIndexWriter {
    private static final int REFERENCE = 12;

    private SegmentIndexWriter() {}

    /**
     * Marks every fragment. Idempotent.
     *
     * @throws PackagingException if the file does not begin with a header and an index
     * @throws IOException if it can't be read or written, or is a link
     */
    public static void markAccessPoints(Path file) throws IOException {
        Marked marked = BoxFile.read(file, SegmentIndexWriter::marked);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long at = marked.start();
            while (marked.payload().hasRemaining()) {
                at += channel.write(marked.payload(), at);
            }
        }
    }

    private static Marked marked(BoxFile boxes) throws IOException {
        Box header = boxes.boxAt(boxes.boxAt(0).end());
        Box index = boxes.boxAt(header.end());
        if (!index.type().equals("sidx")) {
            throw new PackagingException("a box '" + index.type() + "' instead of the index");
        }
        ByteBuffer payload = boxes.payload(index);
        int count = SegmentIndex.parse(payload.slice()).references().size();
        for (int at = payload.limit() - REFERENCE * count; at < payload.limit(); at += REFERENCE) {
            payload.putInt(at + REFERENCE - Integer.BYTES, SegmentIndex.ACCESS_POINT);
        }
        return new Marked(index.start() + index.header(), payload);
    }

    /** The new payload of an index and its offset. */
    private record Marked(long start, ByteBuffer payload) {}
}

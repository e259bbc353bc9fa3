package dev.renditions.media.mp4;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the top-level boxes of an MP4 file. Reads only the requested parts, and never more than a few megabytes. Not
 * thread-safe.
 */
public final class BoxFile implements Closeable {
    /** The size limit of a box that is read. An index of 65,535 fragments, the maximum, has three quarters of it. */
    static final int MAX_PAYLOAD = 1 << 20;

    /** More than two boxes for each fragment of the largest index. */
    private static final int MAX_BOXES = 200_000;

    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;

    private final FileChannel channel;
    private final long size;

    private BoxFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file and reads from it.
     *
     * @throws PackagingException if it is not what the reader expects; the message begins with the file's name
     */
    public static <T> T read(Path file, Reader<T> reader) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (BoxFile boxes = open(file)) {
            return reader.read(boxes);
        } catch (PackagingException e) {
            throw new PackagingException(name + ": " + e.getMessage(), e);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new PackagingException(name + ": a box ends early", e);
        }
    }

    /** Reads from an open file. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(BoxFile boxes) throws IOException;
    }

    /** Opens a file for reading. */
    static BoxFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new BoxFile(channel, channel.size());
    }

    /** The size of the file in bytes. */
    long size() {
        return size;
    }

    /** * All top-level boxes, in order.
     *
     * @throws PackagingException if they don't exactly fill the file
     */
    List<Box> boxes() throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (long at = 0; at < size; ) {
            if (boxes.size() == MAX_BOXES) {
                throw new PackagingException("more than " + MAX_BOXES + " boxes");
            }
            Box box = boxAt(at);
            boxes.add(box);
            at = box.end();
        }
        return boxes;
    }

    /**
     * The box that begins at an offset.
     *
     * @throws PackagingException if the file has no complete box there
     */
    Box boxAt(long at) throws IOException {
        ByteBuffer head = bytes(at, SHORT_HEADER);
        long length = Integer.toUnsignedLong(head.getInt());
        String type = BoxReader.type(head);
        int header = SHORT_HEADER;
        if (length == 1) {
            header = LONG_HEADER;
            length = bytes(at + SHORT_HEADER, LONG_HEADER - SHORT_HEADER).getLong();
        }
        if (length < header || length > size - at) {
            throw new PackagingException(
                    "a box at byte " + at + " claims " + Long.toUnsignedString(length) + " bytes of a file of " + size);
        }
        return new Box(type, at, header, length);
    }

    /** The last box, if the file is truncated inside it. Stops at the first box that is not understood. */
    Optional<Box> brokenOff() throws IOException {
        long at = 0;
        for (int i = 0; i < MAX_BOXES && size - at >= LONG_HEADER; i++) {
            ByteBuffer head = bytes(at, LONG_HEADER);
            long length = Integer.toUnsignedLong(head.getInt());
            String type = BoxReader.type(head);
            length = length == 1 ? head.getLong() : length;
            if (length < SHORT_HEADER) {
                return Optional.empty();
            }
            if (length > size - at) {
                return Optional.of(new Box(type, at, SHORT_HEADER, length));
            }
            at += length;
        }
        return Optional.empty();
    }

    /**
     * The payload of a box.
     *
     * @throws PackagingException if it is larger than headers and indexes may be
     */
    ByteBuffer payload(Box box) throws IOException {
        long length = box.size() - box.header();
        if (length > MAX_PAYLOAD) {
            throw new PackagingException(
                    "a box '" + box.type() + "' has " + length + " bytes; the limit is " + MAX_PAYLOAD);
        }
        return bytes(box.start() + box.header(), (int) length);
    }

    /**
     * Reads bytes, big-endian.
     *
     * @throws PackagingException if the file ends before them
     */
    public ByteBuffer bytes(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new PackagingException("the file ends at byte " + size + ", inside a box");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

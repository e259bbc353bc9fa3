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

/** The top level of an MP4 file. Reads what it is asked for and never more than a few megabytes of it. For one thread. */
public final class BoxFile implements Closeable {
    /** An index of 65,535 fragments, as many as one can name, takes three quarters of it. */
    static final int MAX_PAYLOAD = 1 << 20;

    /** More than two for each fragment that an index can name. */
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
     * Reads something of a file.
     *
     * @throws PackagingException if it is not what the reader expects, with the file's name in front
     */
    public static <T> T read(Path file, Reader<T> reader) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (BoxFile boxes = open(file)) {
            return reader.read(boxes);
        } catch (PackagingException e) {
            throw new PackagingException(name + ": " + e.getMessage(), e);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new PackagingException(name + ": a box that ends early", e);
        }
    }

    /** What is read of a file. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads it. */
        T read(BoxFile boxes) throws IOException;
    }

    /** Opens a file for reading. */
    static BoxFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new BoxFile(channel, channel.size());
    }

    /** The bytes of the file. */
    long size() {
        return size;
    }

    /**
     * All boxes, in order.
     *
     * @throws PackagingException if they don't fill the file, each whole
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
     * The box that begins at a byte.
     *
     * @throws PackagingException if there is none, or not all of it
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

    /** The last box, if the file ends before it does. Reads on no further than boxes are understood. */
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
     * What is in a box.
     *
     * @throws PackagingException if that is more than headers and indexes take
     */
    ByteBuffer payload(Box box) throws IOException {
        long length = box.size() - box.header();
        if (length > MAX_PAYLOAD) {
            throw new PackagingException("a box '" + box.type() + "' of " + length + " bytes");
        }
        return bytes(box.start() + box.header(), (int) length);
    }

    /**
     * Some bytes, big-endian.
     *
     * @throws PackagingException if the file ends before them
     */
    public ByteBuffer bytes(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new PackagingException("it ends at byte " + size + ", within a box");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

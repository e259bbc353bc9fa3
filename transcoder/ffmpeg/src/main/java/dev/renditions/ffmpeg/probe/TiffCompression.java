package dev.renditions.ffmpeg.probe;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** The compression of the first image of a TIFF, from its tag 259. The tag directory may be anywhere in the file. */
final class TiffCompression {
    private static final int TAG = 259;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    private static final int MOST_TAGS = 500;
    private static final int ENTRY = 12;

    private TiffCompression() {}

    /** Whether it is JPEG, which ffmpeg 8.1 decodes to black or green without an error. */
    static boolean jpeg(Path tiff) throws IOException {
        int compression = of(tiff).orElse(0);
        return compression == JPEG || compression == OLD_JPEG;
    }

    /** The number of the compression; empty if the file does not state it. */
    static OptionalInt of(Path tiff) throws IOException {
        try (FileChannel file = FileChannel.open(tiff, StandardOpenOption.READ)) {
            ByteOrder order = bytes(file, 0, 2, ByteOrder.BIG_ENDIAN).get(0) == 'I'
                    ? ByteOrder.LITTLE_ENDIAN
                    : ByteOrder.BIG_ENDIAN;
            long directory = Integer.toUnsignedLong(bytes(file, 4, 4, order).getInt());
            int count = Math.min(
                    MOST_TAGS,
                    Short.toUnsignedInt(bytes(file, directory, 2, order).getShort()));
            ByteBuffer entries = bytes(file, directory + 2, count * ENTRY, order);
            for (int at = 0; at < entries.limit(); at += ENTRY) {
                if (Short.toUnsignedInt(entries.getShort(at)) == TAG) {
                    return OptionalInt.of(Short.toUnsignedInt(entries.getShort(at + 8)));
                }
            }
            return OptionalInt.empty();
        } catch (EOFException e) {
            return OptionalInt.empty();
        }
    }

    private static ByteBuffer bytes(FileChannel file, long at, int length, ByteOrder order) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}

package dev.renditions.packaging;

import dev.renditions.media.Size;
import dev.renditions.media.mp4.BoxFile;
import dev.renditions.media.mp4.PackagingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads the size of a JPEG from its frame header (ITU-T T.81, B.2.2). */
public final class JpegSize {
    private static final int START = 0xFFD8;
    private static final int MOST_SEGMENTS = 100;

    private JpegSize() {}

    /** Reads the size.
     *
     * @throws PackagingException if it is not a JPEG
     */
    public static Size of(Path file) throws IOException {
        return BoxFile.read(file, JpegSize::read);
    }

    private static Size read(BoxFile bytes) throws IOException {
        if (Short.toUnsignedInt(bytes.bytes(0, 2).getShort()) != START) {
            throw new PackagingException("not a JPEG");
        }
        long at = 2;
        for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
            ByteBuffer head = bytes.bytes(at, 4);
            int marker = Short.toUnsignedInt(head.getShort());
            int length = Short.toUnsignedInt(head.getShort());
            if (frame(marker)) {
                ByteBuffer size = bytes.bytes(at + 5, 4);
                int height = Short.toUnsignedInt(size.getShort());
                return new Size(Short.toUnsignedInt(size.getShort()), height);
            }
            at += 2 + length;
        }
        throw new PackagingException("a JPEG without a frame header");
    }

    /** Whether a marker begins a frame header: 0xC0 to 0xCF, except tables and arithmetic coding conditions. */
    private static boolean frame(int marker) {
        int kind = marker & 0xFF;
        return marker >> 8 == 0xFF && kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
    }
}

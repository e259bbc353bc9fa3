package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Checks whether a sample of AV1 begins with a key frame (AV1 Bitstream and Decoding Process Specification, 5.3 to 5.9). */
final class Av1KeyFrame {
    private static final int MAX_UNITS = 64;
    private static final int MAX_LENGTH_BYTES = 8;
    private static final int SEQUENCE_HEADER = 1;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;

    /** {@code show_existing_frame}, {@code frame_type} and {@code show_frame}: a new key frame that is shown. */
    private static final int FRAME_BITS = 0xF0;

    private static final int SHOWN_KEY_FRAME = 0x10;

    private Av1KeyFrame() {}

    /** Whether its first frame is a key frame that is shown, after a sequence header. */
    static boolean at(BoxFile bytes, Fragment.Sample sample) throws IOException {
        boolean begun = false;
        long at = sample.start();
        for (int units = 0; units < MAX_UNITS && at < sample.end(); units++) {
            int most = (int) Math.min(sample.end() - at, 3 + MAX_LENGTH_BYTES);
            ByteBuffer head = bytes.bytes(at, most);
            int flags = head.get();
            int type = flags >> 3 & 0xF;
            if ((flags & 4) != 0 && head.hasRemaining()) {
                head.get();
            }
            long length = (flags & 2) != 0 ? length(head) : sample.end() - at - head.position();
            if (type == FRAME || type == FRAME_HEADER) {
                return begun && head.hasRemaining() && (head.get() & FRAME_BITS) == SHOWN_KEY_FRAME;
            }
            begun |= type == SEQUENCE_HEADER;
            at += head.position() + length;
        }
        return false;
    }

    /** A number with seven bits in each byte, the lowest first; the eighth bit means that more bytes follow. */
    private static long length(ByteBuffer bytes) {
        long length = 0;
        for (int at = 0; at < MAX_LENGTH_BYTES && bytes.hasRemaining(); at++) {
            int next = bytes.get();
            length |= (next & 0x7FL) << (7 * at);
            if ((next & 0x80) == 0) {
                break;
            }
        }
        return length;
    }
}

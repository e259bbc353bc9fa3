package dev.renditions.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds boxes of MP4 and HEIF files (ISO/IEC 14496-12, 4.2), valid or not. */
public final class Boxes {
    private Boxes() {}

    /** A box with its size and type. */
    public static byte[] box(String type, byte[]... parts) {
        byte[] payload = join(parts);
        return join(ints(8 + payload.length), text(type), payload);
    }

    /** A box with a version and flags. */
    public static byte[] full(String type, int version, int flags, byte[]... parts) {
        return box(type, ints(version << 24 | flags), join(parts));
    }

    /** Numbers of 32 bits. */
    public static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    /** Numbers of 16 bits. */
    public static byte[] shorts(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
        for (int number : numbers) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    /** Numbers of 8 bits. */
    public static byte[] octets(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    /** Characters, without an end mark. */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Concatenates parts. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}

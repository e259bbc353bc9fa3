package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes single values in the index of an MP4 whose index is at its end. */
final class Mp4Bytes {
    private final byte[] bytes;
    private final String text;

    private Mp4Bytes(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Mp4Bytes of(Path file) {
        try {
            return new Mp4Bytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The position of the n-th text after the start of the index. */
    int position(String type, int n) {
        int at = text.indexOf("moov");
        for (int i = 0; i < n; i++) {
            at = text.indexOf(type, at + 1);
            assertThat(at).as("%s number %d", type, n).isPositive();
        }
        return at;
    }

    /** A copy with other bytes at an offset from the n-th text. */
    Mp4Bytes with(String type, int n, int offset, int... values) {
        return with(position(type, n) + offset, values);
    }

    /** A copy with other bytes. */
    Mp4Bytes with(int position, int... values) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < values.length; i++) {
            assertThat(changed[position + i]).as("the byte is another").isNotEqualTo((byte) values[i]);
            changed[position + i] = (byte) values[i];
        }
        return new Mp4Bytes(changed);
    }

    /** A copy whose n-th sample entry has one more box at its end. */
    Mp4Bytes withBox(String entry, int track, byte[] box) {
        byte[] changed = bytes.clone();
        ByteBuffer sizes = ByteBuffer.wrap(changed);
        int description = position("stsd", track);
        int at = text.indexOf(entry, description) - 4;
        int end = at + sizes.getInt(at);
        grow(sizes, text.indexOf("moov"), box.length);
        for (String type : new String[] {"trak", "mdia", "minf", "stbl", "stsd"}) {
            grow(sizes, text.lastIndexOf(type, description), box.length);
        }
        sizes.putInt(at, sizes.getInt(at) + box.length);
        return new Mp4Bytes(ByteBuffer.allocate(bytes.length + box.length)
                .put(changed, 0, end)
                .put(box)
                .put(changed, end, bytes.length - end)
                .array());
    }

    private static void grow(ByteBuffer sizes, int type, int more) {
        sizes.putInt(type - 4, sizes.getInt(type - 4) + more);
    }

    byte at(int position) {
        return bytes[position];
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

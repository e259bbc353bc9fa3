package dev.renditions.ffmpeg.waveform;

import dev.renditions.kind.waveform.WaveformSettings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a waveform as a PNG: one color on a transparent background, with one bit per pixel. */
final class WavePng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte ONE_BIT = 1;
    private static final byte PALETTE = 3;

    private WavePng() {}

    /** The bytes of the file. Full scale fills the height; silence is a line. */
    static byte[] of(WaveformPeaks peaks, WaveformSettings settings) {
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(settings.width()).putInt(settings.height());
        header.put(ONE_BIT).put(PALETTE).put(new byte[3]);
        byte[] wave = HexFormat.of().parseHex(settings.color());
        byte[] palette = {wave[0], wave[1], wave[2], wave[0], wave[1], wave[2]};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", header.array());
        chunk(file, "PLTE", palette);
        // Makes the first entry of the palette transparent. The other is opaque.
        chunk(file, "tRNS", new byte[] {0});
        chunk(file, "IDAT", packed(rows(peaks, settings.width(), settings.height())));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** The rows of pixels, each after a zero byte, which means that the row is not filtered. */
    private static byte[] rows(WaveformPeaks peaks, int width, int height) {
        int stride = 1 + (width + 7) / 8;
        byte[] rows = new byte[stride * height];
        for (int x = 0; x < width; x++) {
            int top = row(peaks.high(x, width), height);
            int bottom = row(peaks.low(x, width), height);
            for (int y = top; y <= bottom; y++) {
                rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> x % 8);
            }
        }
        return rows;
    }

    private static int row(double sample, int height) {
        return (int) Math.round((1 - sample) / 2 * (height - 1));
    }

    private static byte[] packed(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}

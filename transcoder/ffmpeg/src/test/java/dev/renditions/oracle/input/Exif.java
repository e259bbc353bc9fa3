package dev.renditions.oracle.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes EXIF orientations into stills, as cameras do. */
public final class Exif {
    /** By orientation, from 1: ffmpeg's filters that store an image so that this orientation shows it upright. */
    private static final String[] STORED = {
        "", "", "hflip", "hflip,vflip", "vflip", "transpose=0", "transpose=2", "transpose=3", "transpose=1"
    };

    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /** The filters that store an image so that an orientation from 1 to 8 shows it upright; empty for none. */
    public static String stored(int orientation) {
        return STORED[orientation];
    }

    /** A JPEG with an orientation, in an APP1 segment right after the start. */
    public static byte[] jpeg(byte[] jpeg, int orientation) throws IOException {
        byte[] exif = tiff(orientation);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(new byte[] {(byte) 0xFF, (byte) 0xE1});
        out.write(ByteBuffer.allocate(2).putShort((short) (2 + 6 + exif.length)).array());
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** A PNG with an orientation, in an eXIf chunk right after the header. */
    public static byte[] png(byte[] png, int orientation) throws IOException {
        int header = 8 + 25;
        byte[] exif = tiff(orientation);
        byte[] typed = ByteBuffer.allocate(4 + exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
        CRC32 sum = new CRC32();
        sum.update(typed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, header);
        out.write(ByteBuffer.allocate(4).putInt(exif.length).array());
        out.write(typed);
        out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        out.write(png, header, png.length - header);
        return out.toByteArray();
    }

    /** A WebP with an orientation: the extended header, the unchanged image, and an EXIF chunk. */
    public static byte[] webp(byte[] webp, int width, int height, int orientation) {
        byte[] exif = tiff(orientation);
        int picture = webp.length - 12;
        int padded = exif.length + (exif.length & 1);
        ByteBuffer out = ByteBuffer.allocate(12 + 18 + picture + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
        out.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
        out.putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0);
        out.put(webp, 12, picture);
        out.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
        return out.array();
    }

    /** The TIFF that all formats embed, with the orientation only. */
    private static byte[] tiff(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1);
        entry(tiff, ORIENTATION, 3, 1, orientation);
        return tiff.putInt(0).array();
    }

    /** A whole TIFF of raw pixels, uncompressed. */
    public static byte[] tiff(byte[] rgb, int width, int height, int orientation) {
        int directory = 8 + rgb.length + (rgb.length & 1);
        int entries = 11;
        int bits = directory + 2 + 12 * entries + 4;
        ByteBuffer tiff = ByteBuffer.allocate(bits + 6).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(directory);
        tiff.put(rgb).position(directory);
        tiff.putShort((short) entries);
        entry(tiff, 256, 3, 1, width);
        entry(tiff, 257, 3, 1, height);
        entry(tiff, 258, 3, 3, bits);
        entry(tiff, 259, 3, 1, 1);
        entry(tiff, 262, 3, 1, 2);
        entry(tiff, 273, 4, 1, 8);
        entry(tiff, ORIENTATION, 3, 1, orientation);
        entry(tiff, 277, 3, 1, 3);
        entry(tiff, 278, 3, 1, height);
        entry(tiff, 279, 4, 1, rgb.length);
        entry(tiff, 284, 3, 1, 1);
        tiff.putInt(0);
        return tiff.putShort((short) 8).putShort((short) 8).putShort((short) 8).array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}

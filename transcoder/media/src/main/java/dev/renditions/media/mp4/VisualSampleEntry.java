package dev.renditions.media.mp4;

import dev.renditions.media.Size;
import dev.renditions.media.codec.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Reads the sample entries of AVC (ISO/IEC 14496-15, 5.3), HEVC (8.3) and AV1 (AV1 Codec ISO Media File Format Binding,
 * 2.2).
 */
final class VisualSampleEntry {
    private static final int BEFORE_SIZE = 24;
    private static final int AFTER_SIZE = 50;
    private static final int CONSTRAINT_BYTES = 6;
    private static final int UNKNOWN = 2;
    private static final String BT709 = ".01.01.01.0";

    /** The values that the codec string of AV1 may leave out, all or none. */
    private static final String AV1_DEFAULTS = "0.110" + BT709;

    private VisualSampleEntry() {}

    static SampleEntry.Picture avc(ByteBuffer entry) {
        Size size = size(entry);
        ByteBuffer config = BoxReader.one(entry.slice(), "avcC");
        String codec = String.format(
                Locale.ROOT, "avc1.%02x%02x%02x", config.get(1) & 0xFF, config.get(2) & 0xFF, config.get(3) & 0xFF);
        return new SampleEntry.Picture(codec, size, VideoCodec.H264, (config.get(4) & 3) + 1);
    }

    static SampleEntry.Picture hevc(ByteBuffer entry) {
        Size size = size(entry);
        ByteBuffer config = BoxReader.one(entry.slice(), "hvcC");
        int profile = config.get(1) & 0xFF;
        String space = profile >> 6 == 0 ? "" : Character.toString('A' - 1 + (profile >> 6));
        String compatible = Integer.toHexString(Integer.reverse(config.getInt(2)));
        String tier = (profile & 0x20) == 0 ? "L" : "H";
        String codec = "hvc1." + space + (profile & 0x1F) + "." + compatible + "." + tier + (config.get(12) & 0xFF)
                + constraints(config);
        return new SampleEntry.Picture(codec, size, VideoCodec.HEVC, (config.get(21) & 3) + 1);
    }

    /** Six bytes of flags without trailing zero bytes (ISO/IEC 14496-15, annex E). */
    private static String constraints(ByteBuffer config) {
        int last = CONSTRAINT_BYTES;
        while (last > 0 && config.get(5 + last) == 0) {
            last--;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < last; at++) {
            text.append('.')
                    .append(Integer.toHexString(config.get(6 + at) & 0xFF).toUpperCase(Locale.ROOT));
        }
        return text.toString();
    }

    static SampleEntry.Picture av1(ByteBuffer entry) {
        Size size = size(entry);
        ByteBuffer boxes = entry.slice();
        ByteBuffer config = BoxReader.one(boxes, "av1C");
        int profile = (config.get(1) & 0xFF) >> 5;
        int level = config.get(1) & 0x1F;
        int flags = config.get(2) & 0xFF;
        String tier = (flags & 0x80) == 0 ? "M" : "H";
        String depth = (flags & 0x40) == 0 ? "08" : (flags & 0x20) == 0 ? "10" : "12";
        String codec = String.format(Locale.ROOT, "av01.%d.%02d%s.%s", profile, level, tier, depth);
        String colors = (flags >> 4 & 1) + "." + (flags >> 3 & 1) + (flags >> 2 & 1) + (flags & 3) + color(boxes);
        return new SampleEntry.Picture(
                codec + (colors.equals(AV1_DEFAULTS) ? "" : "." + colors), size, VideoCodec.AV1, 0);
    }

    /** Primaries, transfer, matrix and range; those of BT.709 if the file does not state them or does not know them. */
    private static String color(ByteBuffer boxes) {
        for (ByteBuffer colr : BoxReader.all(boxes, "colr")) {
            if (BoxReader.type(colr).equals("nclx")) {
                int primaries = colr.getShort();
                int transfer = colr.getShort();
                int matrix = colr.getShort();
                int range = colr.get() >> 7 & 1;
                boolean known = primaries != UNKNOWN || transfer != UNKNOWN || matrix != UNKNOWN || range != 0;
                return known
                        ? String.format(Locale.ROOT, ".%02d.%02d.%02d.%d", primaries, transfer, matrix, range)
                        : BT709;
            }
        }
        return BT709;
    }

    private static Size size(ByteBuffer entry) {
        BoxReader.skip(entry, BEFORE_SIZE);
        int width = Short.toUnsignedInt(entry.getShort());
        int height = Short.toUnsignedInt(entry.getShort());
        BoxReader.skip(entry, AFTER_SIZE);
        if (width == 0 || height == 0) {
            throw new PackagingException("the video size is " + width + "x" + height);
        }
        return new Size(width, height);
    }
}

package dev.renditions.media.mp4;

import dev.renditions.media.Size;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads the sample entries of AVC (ISO/IEC 14496-15, 5.3) and HEVC (8.3). */
final class VisualSampleEntry {
    private static final int BEFORE_SIZE = 24;
    private static final int AFTER_SIZE = 50;
    private static final int CONSTRAINT_BYTES = 6;

    private VisualSampleEntry() {}

    static SampleEntry.Picture avc(ByteBuffer entry) {
        Size size = size(entry);
        ByteBuffer config = BoxReader.one(entry.slice(), "avcC");
        String codec = String.format(
                Locale.ROOT, "avc1.%02x%02x%02x", config.get(1) & 0xFF, config.get(2) & 0xFF, config.get(3) & 0xFF);
        return new SampleEntry.Picture(codec, size, (config.get(4) & 3) + 1, false);
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
        return new SampleEntry.Picture(codec, size, (config.get(21) & 3) + 1, true);
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

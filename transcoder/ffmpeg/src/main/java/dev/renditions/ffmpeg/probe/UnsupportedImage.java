package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.FileHead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognizes common image formats that ffmpeg 8.1 can't decode, from the first bytes of a file. */
final class UnsupportedImage {
    private static final int TIFF_NEW_SUBFILE_TYPE = 0xFE;
    private static final int TIFF_SUB_IFDS = 0x14A;
    private static final int TIFF_DNG_VERSION = 0xC612;
    private static final int MOST_TAGS = 500;
    private static final int ANIMATED = 2;

    /** The byte order mark of UTF-8, with each byte read as a character. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private UnsupportedImage() {}

    /** A sentence for users that names the format; empty for all other files. */
    static Optional<String> of(FileHead head) {
        boolean extendedWebp =
                head.text(0, 4).equals("RIFF") && head.text(8, 8).equals("WEBPVP8X") && head.bytes().length > 20;
        if (extendedWebp && (head.at(20) & ANIMATED) != 0) {
            return sentence("animated WebP images");
        }
        if ((head.at(0) == 0xFF && head.at(1) == 0x0A) || head.text(4, 4).equals("JXL ")) {
            return sentence("JPEG XL images");
        }
        if (svg(head)) {
            return sentence("SVG drawings");
        }
        return raw(head) ? sentence("camera RAW images") : Optional.empty();
    }

    private static Optional<String> sentence(String kind) {
        return Optional.of(kind + " are not supported: the bundled ffmpeg has no decoder for them");
    }

    private static boolean svg(FileHead head) {
        String text = head.text(0, Math.min(head.bytes().length, 1024)).toLowerCase(Locale.ROOT);
        String start = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        return start.stripLeading().startsWith("<") && start.contains("<svg");
    }

    /** Canon, Fujifilm, Olympus, Panasonic and Sigma have their own signatures; others are TIFF files with certain tags. */
    private static boolean raw(FileHead head) {
        boolean marked = head.text(4, 8).equals("ftypcrx ")
                || head.text(0, 15).equals("FUJIFILMCCD-RAW")
                || head.text(0, 4).equals("IIRO")
                || head.text(0, 4).equals("IIU\0")
                || head.text(0, 4).equals("FOVb");
        return marked || (head.tiff() && (head.text(8, 2).equals("CR") || rawTags(head)));
    }

    /** A DNG has its own tag. In other RAW files the first image is a small preview, and a sub-directory has the sensor data. */
    private static boolean rawTags(FileHead head) {
        Map<Integer, Integer> tags = tags(head);
        boolean preview = (tags.getOrDefault(TIFF_NEW_SUBFILE_TYPE, 0) & 1) != 0;
        return tags.containsKey(TIFF_DNG_VERSION) || (preview && tags.containsKey(TIFF_SUB_IFDS));
    }

    /** The tags of the first directory that are within the head, with their first values. */
    private static Map<Integer, Integer> tags(FileHead head) {
        ByteOrder order = head.text(0, 2).equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer bytes = ByteBuffer.wrap(head.bytes()).order(order);
        Map<Integer, Integer> tags = new HashMap<>();
        long at = bytes.remaining() < 8 ? -1 : Integer.toUnsignedLong(bytes.getInt(4));
        if (at < 8 || at + 2 > bytes.limit()) {
            return tags;
        }
        int count = Math.min(MOST_TAGS, Short.toUnsignedInt(bytes.getShort((int) at)));
        for (int i = 0; i < count; i++) {
            int entry = (int) at + 2 + 12 * i;
            if (entry + 12 > bytes.limit()) {
                break;
            }
            tags.put(Short.toUnsignedInt(bytes.getShort(entry)), bytes.getInt(entry + 8));
        }
        return tags;
    }
}

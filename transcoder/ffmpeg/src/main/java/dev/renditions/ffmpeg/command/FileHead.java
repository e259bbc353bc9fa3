package dev.renditions.ffmpeg.command;

import dev.renditions.api.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Facts from the first bytes of a file that ffmpeg does not report: the kind of image, and how many bytes the whole file
 * should have. Ffmpeg reduces the size that the header of an AVI, WAV or ASF states to the bytes that exist, so a truncated file
 * looks like a complete, shorter one.
 *
 * @param bytes at most the first 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent")
public // Instances are never compared, and only this class reads the array.
record FileHead(byte[] bytes) {
    private static final int READ = 64 << 10;

    /** The share of a file that may be missing at its end. If more is missing, the upload is broken. */
    private static final double MOST_MISSING = 0.1;

    /** In bytes. Muxers differ a little in which bytes the size in the header includes. */
    private static final long SLACK = 64;

    /** Sizes from here on mean "not known yet" in audio that was written to a pipe. */
    private static final long UNKNOWN_SIZE = 0x7FFF_F000L;

    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "miaf", "avif", "avis");

    /** The box that marks a fragmented MP4, in the header at the start of such files. */
    private static final byte[] FRAGMENTS = "mvex".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ASF = guid("3026b2758e66cf11a6d900aa0062ce6c");
    private static final byte[] ASF_FILE_PROPERTIES = guid("a1dcab8c47a9cf118ee400c00c205365");

    public static FileHead of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileHead(in.readNBytes(READ));
        } catch (IOException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    /** Whether the file is HEIC or AVIF, a still image or a sequence, which use the container of MP4. */
    public boolean heif() {
        return text(4, 4).equals("ftyp") && HEIF_BRANDS.contains(text(8, 4));
    }

    /** Whether the file is an image rather than video or audio. Animated PNG and WebP count too: they begin like stills. */
    public boolean image() {
        return heif()
                || tiff()
                || (at(0) == 0xFF && at(1) == 0xD8 && at(2) == 0xFF)
                || text(1, 3).equals("PNG")
                || (text(0, 4).equals("RIFF") && text(8, 4).equals("WEBP"))
                || text(0, 2).equals("BM");
    }

    boolean jpeg() {
        return at(0) == 0xFF && at(1) == 0xD8;
    }

    /** Whether the file is a GIF or a PNG, which may be animated. */
    public boolean animation() {
        return text(0, 4).equals("GIF8") || text(1, 3).equals("PNG");
    }

    public boolean tiff() {
        return text(0, 4).equals("II*\0") || text(0, 4).equals("MM\0*");
    }

    /** Whether the file is an MP4, a MOV or a related format. */
    public boolean mp4() {
        return Set.of("ftyp", "moov", "wide").contains(text(4, 4));
    }

    /** Whether the file is a fragmented MP4. */
    public boolean fragmented() {
        return mp4() && indexOf(FRAGMENTS, 0) >= 0;
    }

    /**
     * Whether a seek ends at a key frame at or before its target, so that a clip can begin there. MP4, related formats and
     * Matroska have an index of key frames. In MPEG streams a seek may end between key frames, where frames can't be decoded.
     * After a seek in a fragmented MP4, audio and video are out of sync by some frames.
     */
    public boolean seekable() {
        return (mp4() && !fragmented()) || text(0, 4).equals("\u001aE\u00df\u00a3");
    }

    /**
     * Whether the file is a WAV that was written to a pipe, so that its header does not state its size. Its last packet is
     * usually incomplete, which ffmpeg treats as damage.
     */
    boolean pipedWav() {
        return text(0, 4).equals("RIFF")
                && text(8, 4).equals("WAVE")
                && declared().isEmpty();
    }

    /**
     * How much of the file is missing, as a message; empty if it has the size that its header states, or none is stated.
     *
     * @param actual how many bytes the file has
     * @throws MediaException of kind DAMAGED if more than a tenth is missing
     */
    public Optional<String> missing(long actual) {
        OptionalLong declared = declared();
        return declared.isEmpty() ? Optional.empty() : cut(declared.getAsLong(), actual);
    }

    /**
     * How much of a file is missing, as a message; empty if it has the declared size, or lacks a few bytes at most.
     *
     * @param declared how many bytes its header states
     * @param actual how many bytes the file has
     * @throws MediaException of kind DAMAGED if more than a tenth is missing
     */
    public static Optional<String> cut(long declared, long actual) {
        if (declared - actual <= SLACK) {
            return Optional.empty();
        }
        String sentence = "the file is truncated: its header states " + declared + " bytes, but it has " + actual;
        if (actual < declared * (1 - MOST_MISSING)) {
            throw new MediaException(MediaException.Kind.DAMAGED, sentence);
        }
        return Optional.of(sentence);
    }

    private OptionalLong declared() {
        if (text(0, 4).equals("RIFF") && bytes.length >= 12) {
            long size = little().getInt(4) & 0xFFFF_FFFFL;
            return size == 0 || size >= UNKNOWN_SIZE ? OptionalLong.empty() : OptionalLong.of(size + 8);
        }
        return indexOf(ASF, 0) == 0 ? asf() : OptionalLong.empty();
    }

    /** The file size of ASF: after the 16 bytes of the object's GUID, 8 of the object's size and 16 of the file's GUID. */
    private OptionalLong asf() {
        int at = indexOf(ASF_FILE_PROPERTIES, ASF.length);
        if (at < 0 || at + 92 > bytes.length) {
            return OptionalLong.empty();
        }
        long size = little().getLong(at + 40);
        boolean broadcast = (little().getInt(at + 88) & 1) != 0;
        return broadcast || size <= 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    private ByteBuffer little() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The byte at an offset, as a number from 0 to 255; -1 past the end. */
    public int at(int place) {
        return place < bytes.length ? bytes[place] & 0xFF : -1;
    }

    /** The bytes at an offset as ISO 8859-1; empty if there are fewer. */
    public String text(int from, int length) {
        return bytes.length < from + length ? "" : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private int indexOf(byte[] wanted, int from) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.indexOf(new String(wanted, StandardCharsets.ISO_8859_1), from);
    }

    private static byte[] guid(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}

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
 * What the first bytes of a file say and ffmpeg does not tell: what kind of picture it is, and how many bytes the whole
 * file should have. Ffmpeg shortens what an AVI, a WAV or an ASF claims to what is left of it, so that one that was cut
 * would pass for a whole, shorter one.
 *
 * @param bytes at most the first 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent")
public // Never compared, and seen by this class alone.
record FileHead(byte[] bytes) {
    private static final int READ = 64 << 10;

    /** The part of a file that may be missing at its end; where it is more, the upload is broken. */
    private static final double MOST_MISSING = 0.1;

    /** Writers disagree by a few bytes on what their own header counts. */
    private static final long SLACK = 64;

    /** Sizes from here on stand for "not known yet" in sound that was written to a pipe. */
    private static final long UNSAID = 0x7FFF_F000L;

    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "miaf", "avif", "avis");

    /** The box that says that an MP4 has fragments, in the header that such files begin with. */
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

    /** Whether it is a file of pictures in the container of MP4: HEIC or AVIF, a still or a sequence. */
    public boolean heif() {
        return text(4, 4).equals("ftyp") && HEIF_BRANDS.contains(text(8, 4));
    }

    /** Whether it is an image rather than video or sound. Some animations count too: they begin as stills do. */
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

    /** Whether it is of a kind of image that may move: a GIF or a PNG. */
    public boolean animation() {
        return text(0, 4).equals("GIF8") || text(1, 3).equals("PNG");
    }

    public boolean tiff() {
        return text(0, 4).equals("II*\0") || text(0, 4).equals("MM\0*");
    }

    /** Whether it is an MP4, a MOV or one of their kin. */
    public boolean mp4() {
        return Set.of("ftyp", "moov", "wide").contains(text(4, 4));
    }

    /** Whether it is an MP4 that was written piece by piece. */
    public boolean fragmented() {
        return mp4() && indexOf(FRAGMENTS, 0) >= 0;
    }

    /**
     * Whether a search in it ends at or before what is searched for, so that a clip can begin there: MP4 and its kin, and
     * Matroska, know where their key frames are. In MPEG streams it may end between them, where frames can't be decoded; in
     * an MP4 of fragments, sound and pictures are out of step by some frames after it.
     */
    boolean searchable() {
        return (mp4() && !fragmented()) || text(0, 4).equals("\u001aE\u00df\u00a3");
    }

    /**
     * Whether it is a WAV that was written to a pipe, without knowing its length. Its last packet is hardly ever a full
     * one, which ffmpeg takes for damage.
     */
    boolean pipedWav() {
        return text(0, 4).equals("RIFF")
                && text(8, 4).equals("WAVE")
                && declared().isEmpty();
    }

    /**
     * What is missing of the file, a sentence for people; empty if it has the bytes that it states, or states none.
     *
     * @param actual how many it has
     * @throws MediaException of kind DAMAGED if more than a tenth is missing
     */
    public Optional<String> missing(long actual) {
        OptionalLong declared = declared();
        return declared.isEmpty() ? Optional.empty() : cut(declared.getAsLong(), actual);
    }

    /**
     * What is missing of a file that says how many bytes it has, a sentence for people; empty if that is nothing to speak of.
     *
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
            return size == 0 || size >= UNSAID ? OptionalLong.empty() : OptionalLong.of(size + 8);
        }
        return indexOf(ASF, 0) == 0 ? asf() : OptionalLong.empty();
    }

    /** In the header's list of objects: its kind, 8 bytes of its own size, 16 of a name, the size of the file. */
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

    /** The byte at a place, as a number from 0 to 255; -1 if there is none. */
    public int at(int place) {
        return place < bytes.length ? bytes[place] & 0xFF : -1;
    }

    /** The characters at a place; empty if there are not as many. */
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

package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * What the first bytes of a file say and ffmpeg does not tell: what kind of picture it is, and how many bytes the whole
 * file should have. Ffmpeg shortens what an AVI, a WAV or an ASF claims to what is left of it, so that one that was cut
 * would pass for a whole, shorter one.
 *
 * @param bytes at most the first 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and seen by this class alone.
record FileHead(byte[] bytes) {
    private static final int READ = 64 << 10;

    /** Writers disagree by a few bytes on what their own header counts. */
    private static final long SLACK = 64;

    /** Sizes from here on stand for "not known yet" in sound that was written to a pipe. */
    private static final long UNSAID = 0x7FFF_F000L;

    private static final byte[] ASF = guid("3026b2758e66cf11a6d900aa0062ce6c");
    private static final byte[] ASF_FILE_PROPERTIES = guid("a1dcab8c47a9cf118ee400c00c205365");

    static FileHead of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileHead(in.readNBytes(READ));
        } catch (IOException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    boolean tiff() {
        return text(0, 4).equals("II*\0") || text(0, 4).equals("MM\0*");
    }

    /**
     * Whether a search in it ends at or before what is searched for, so that a clip can begin there: MP4 and its kin, and
     * Matroska, know where their key frames are. In MPEG streams it may end between them, where frames can't be decoded.
     */
    boolean searchable() {
        return text(4, 4).equals("ftyp")
                || text(4, 4).equals("moov")
                || text(4, 4).equals("wide")
                || text(0, 4).equals("\u001aE\u00df\u00a3");
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
     * Checks that the file has the bytes that it says.
     *
     * @param actual how many it has
     * @throws MediaException of kind DAMAGED if its end is missing
     */
    void requireWhole(long actual) {
        declared().ifPresent(declared -> {
            if (declared - actual > SLACK) {
                throw new MediaException(
                        MediaException.Kind.DAMAGED,
                        "the file is cut short: it says that it has " + declared + " bytes and has " + actual);
            }
        });
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

    private String text(int from, int length) {
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

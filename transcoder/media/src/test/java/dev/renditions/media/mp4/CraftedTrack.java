package dev.renditions.media.mp4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds a small track of fragments with equal samples. Fields inject flaws. */
public final class CraftedTrack {
    static final byte[] AVC_CONFIG = {1, 0x64, 0, 0x1F, (byte) 0xFF, (byte) 0xE0, 0};
    static final byte[] AV1_CONFIG = {(byte) 0x81, 4, 0x0C, 0};
    static final byte IDR = 0x65;
    public static final byte KEY_FRAME = 0x10;
    public static final byte SLICE = 0x41;

    private final int timescale;
    private final int sampleTicks;
    private final int sampleBytes;
    private final byte[] stsd;

    /** The number of samples of each fragment. */
    public int samples;

    public int fragments = 8;
    int mediaTime;
    /** Whether frames are decoded in pairs, the second of each before the first, as in this project's outputs. */
    boolean reordered;
    /** Whether fragments have their header with a number. */
    boolean numbered;
    /** The sample in each fragment that is presented {@link #flawedTicks} too late. */
    int flawedSample;

    int flawedTicks;

    int accessPoint = SegmentIndex.ACCESS_POINT;
    public int firstFlags = 0x02000000;
    public byte firstUnit = IDR;
    private byte otherUnit = SLICE;
    /** The beginning of the first sample of a fragment, if it is not a NAL unit of AVC. */
    public byte[] firstHead = {};

    public int firstTime;
    /** The number of samples of the last fragment; 0 for the same as in others. */
    public int lastSamples;

    int indexBias;
    int edits = 1;
    String behind = "mfra";

    private CraftedTrack(int timescale, int sampleTicks, int samples, int sampleBytes, byte[] stsd) {
        this.timescale = timescale;
        this.sampleTicks = sampleTicks;
        this.samples = samples;
        this.sampleBytes = sampleBytes;
        this.stsd = stsd;
    }

    /** A video of 16 seconds at 25 frames per second, with a key frame every two seconds. */
    public static CraftedTrack picture(int width, int height, int sampleBytes) {
        return new CraftedTrack(
                12800, 512, 50, sampleBytes, stsd("avc1", visual(width, height), box("avcC", AVC_CONFIG)));
    }

    /** The same in HEVC. */
    public static CraftedTrack hevc(int width, int height, int sampleBytes) {
        byte[] config = new byte[23];
        config[1] = 1;
        ByteBuffer.wrap(config).putInt(2, 0x60000000);
        config[6] = (byte) 0xB0;
        config[12] = 93;
        config[21] = 0x0F;
        CraftedTrack track =
                new CraftedTrack(12800, 512, 50, sampleBytes, stsd("hvc1", visual(width, height), box("hvcC", config)));
        track.firstUnit = 19 << 1;
        track.otherUnit = 1 << 1;
        return track;
    }

    /** The same in AV1. */
    public static CraftedTrack av1(int width, int height, int sampleBytes) {
        CraftedTrack track = new CraftedTrack(
                12800, 512, 50, sampleBytes, stsd("av01", visual(width, height), box("av1C", AV1_CONFIG)));
        track.firstHead = new byte[] {1 << 3 | 2, 1, 0, 6 << 3, KEY_FRAME};
        return track;
    }

    /** An E-AC-3 track of 5.1 or stereo, of 16 seconds. */
    public static CraftedTrack eac3(boolean surround) {
        byte[] config = {0, 0, 16 << 1, (byte) (surround ? 7 << 1 | 1 : 2 << 1), 0};
        CraftedTrack track = new CraftedTrack(48000, 1536, 63, 768, stsd("ec-3", new byte[28], box("dec3", config)));
        track.lastSamples = 59;
        return track;
    }

    /** An AAC track of about the same duration. */
    public static CraftedTrack sound(int channels) {
        int config = 2 << 11 | 3 << 7 | channels << 3;
        byte[] specific = {5, 2, (byte) (config >> 8), (byte) config};
        byte[] decoder = join(new byte[] {4, 17, 0x40, 0x15}, new byte[11], specific);
        byte[] stream = join(new byte[] {3, (byte) (3 + decoder.length), 0, 0, 0}, decoder);
        byte[] esds = box("esds", ints(0), stream);
        return new CraftedTrack(48000, 1024, 94, 300, stsd("mp4a", new byte[28], esds));
    }

    static byte[] visual(int width, int height) {
        return ByteBuffer.allocate(78)
                .putShort(24, (short) width)
                .putShort(26, (short) height)
                .array();
    }

    static byte[] stsd(String type, byte[]... parts) {
        return join(ints(0, 1), box(type, parts));
    }

    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        List<byte[]> media = new ArrayList<>();
        List<byte[]> references = new ArrayList<>();
        for (int at = 0; at < fragments; at++) {
            int count = at == fragments - 1 && lastSamples > 0 ? lastSamples : samples;
            byte[] fragment = fragment(at, count);
            references.add(ints(fragment.length + indexBias, count * sampleTicks, accessPoint));
            media.add(fragment);
        }
        byte[] index =
                box("sidx", ints(0, 1, timescale, 0, 0, references.size()), join(references.toArray(new byte[0][])));
        byte[] tail = behind.isEmpty() ? new byte[0] : box(behind);
        return join(box("ftyp", ints(0)), moov(), index, join(media.toArray(new byte[0][])), tail);
    }

    /** A video whose decode order differs from its presentation order. */
    static CraftedTrack reordered() {
        CraftedTrack track = picture(640, 360, 100);
        track.reordered = true;
        return track;
    }

    private byte[] moov() {
        byte[] mdhd = box("mdhd", ints(0, 0, 0, timescale, 0, 0));
        byte[] elst = box("elst", ints(0, edits, 0, mediaTime, 0x10000));
        byte[] stbl = box("stbl", box("stsd", stsd));
        byte[] trak = box("trak", box("edts", elst), box("mdia", mdhd, box("minf", stbl)));
        return box("moov", trak, box("mvex", box("trex", ints(0, 1, 1, sampleTicks, sampleBytes, 0x10000))));
    }

    private byte[] fragment(int index, int count) {
        int ahead = reordered && index > 0 ? sampleTicks : 0;
        byte[] tfhd = box("tfhd", ints(0x20000, 1));
        byte[] tfdt = box("tfdt", ints(0, firstTime + index * samples * sampleTicks - ahead));
        int[] table = reordered ? table(index == 0, count) : new int[0];
        byte[] mfhd = numbered ? box("mfhd", ints(0, index + 1)) : new byte[0];
        int header = 8 + mfhd.length + 8 + tfhd.length + tfdt.length + 8 + 16 + 4 * table.length;
        byte[] trun = box("trun", ints(reordered ? 0x01000905 : 0x5, count, header + 8, firstFlags), ints(table));
        byte[] moof = box("moof", mfhd, box("traf", tfhd, tfdt, trun));
        ByteBuffer data = ByteBuffer.allocate(count * sampleBytes);
        for (int at = 0; at < count; at++) {
            data.putInt(at * sampleBytes, sampleBytes - 4).put(at * sampleBytes + 4, at == 0 ? firstUnit : otherUnit);
            if (at == 0) {
                data.put(0, firstHead);
            }
        }
        return join(moof, box("mdat", data.array()));
    }

    /** The duration and composition offset of each sample. */
    private int[] table(boolean first, int count) {
        int[] table = new int[2 * count];
        for (int at = 0; at < count; at++) {
            // All are decoded one frame ahead, except the first two of the track, which share the duration of one.
            boolean shared = first && at < 2;
            table[2 * at] = shared ? sampleTicks / 2 : sampleTicks;
            int later = at == 0 || at == count - 1 ? 1 : at % 2 == 0 ? 0 : 2;
            table[2 * at + 1] = later * sampleTicks - (shared ? (2 - at) * sampleTicks / 2 : 0);
        }
        table[2 * flawedSample + 1] += flawedTicks;
        return table;
    }

    static byte[] box(String type, byte[]... parts) {
        byte[] payload = join(parts);
        return join(ints(8 + payload.length), type.getBytes(StandardCharsets.ISO_8859_1), payload);
    }

    static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}

package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads the sample entry of E-AC-3 (ETSI TS 102 366, F.5 and F.6). Channels and sample rate are read from the box
 * {@code dec3}, since ffmpeg always writes 2 channels into the sample entry.
 */
final class DolbySampleEntry {
    private static final int BEFORE_BOXES = 28;
    private static final List<Integer> RATES = List.of(48000, 44100, 32000);

    /** The channel map for each {@code acmod}: left is the highest bit, then center, right and the surrounds. */
    private static final List<Integer> SPEAKERS =
            List.of(0xA000, 0x4000, 0xA000, 0xE000, 0xA100, 0xE100, 0xB800, 0xF800);

    private static final int LOW_FREQUENCY = 1;

    private DolbySampleEntry() {}

    /** Refuses several programs and channels in dependent substreams, which no output of this project has. */
    static SampleEntry.Sound eac3(ByteBuffer entry) {
        BoxReader.skip(entry, BEFORE_BOXES);
        ByteBuffer dec3 = BoxReader.one(entry.slice(), "dec3");
        int substreams = (dec3.getShort() & 7) + 1;
        int bits = Short.toUnsignedInt(dec3.getShort());
        int dependent = dec3.get() >> 1 & 0xF;
        int rate = bits >> 14;
        if (substreams != 1 || dependent != 0 || rate >= RATES.size()) {
            throw new PackagingException("the E-AC-3 configuration is not supported: " + substreams
                    + " independent and " + dependent + " dependent substreams, sample rate code " + rate);
        }
        int speakers = SPEAKERS.get(bits >> 1 & 7) | (bits & LOW_FREQUENCY);
        return new SampleEntry.Sound("ec-3", Integer.bitCount(speakers), RATES.get(rate), speakers);
    }
}

package dev.renditions.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads the sample entry of AAC (ISO/IEC 14496-14, 5.6 and 14496-3, 1.6.2.1). The number of channels is read from the
 * decoder configuration, since ffmpeg always writes 2 into the sample entry.
 */
final class AudioSampleEntry {
    private static final int BEFORE_BOXES = 28;
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int MPEG4_AUDIO = 0x40;
    private static final List<Integer> RATES =
            List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350);
    private static final List<Integer> CHANNELS = List.of(0, 1, 2, 3, 4, 5, 6, 8);

    private AudioSampleEntry() {}

    static SampleEntry.Sound aac(ByteBuffer entry) {
        BoxReader.skip(entry, BEFORE_BOXES);
        ByteBuffer esds = BoxReader.one(entry.slice(), "esds");
        BoxReader.version(esds);
        ByteBuffer stream = descriptor(esds, ES_DESCRIPTOR);
        BoxReader.skip(stream, 2);
        if (stream.get() != 0) {
            throw new PackagingException("the audio depends on another stream");
        }
        ByteBuffer decoder = descriptor(stream, DECODER_CONFIG);
        int type = decoder.get() & 0xFF;
        if (type != MPEG4_AUDIO) {
            throw new PackagingException("the audio has object type " + type + ", not AAC");
        }
        BoxReader.skip(decoder, 12);
        return configured(descriptor(decoder, DECODER_SPECIFIC));
    }

    private static SampleEntry.Sound configured(ByteBuffer config) {
        int bits = Short.toUnsignedInt(config.getShort());
        int objectType = bits >> 11;
        int rate = (bits >> 7) & 0xF;
        int channels = (bits >> 3) & 0xF;
        if (objectType == 31 || rate >= RATES.size() || channels == 0 || channels >= CHANNELS.size()) {
            throw new PackagingException("the AAC configuration is not supported");
        }
        return new SampleEntry.Sound("mp4a.40." + objectType, CHANNELS.get(channels), RATES.get(rate));
    }

    /**
     * The content of the next descriptor. Its length has seven bits in each byte; the eighth bit means that more bytes
     * follow.
     */
    private static ByteBuffer descriptor(ByteBuffer bytes, int tag) {
        int found = bytes.get() & 0xFF;
        if (found != tag) {
            throw new PackagingException("descriptor " + found + " instead of " + tag);
        }
        int length = 0;
        int next = 0x80;
        for (int at = 0; at < 4 && (next & 0x80) != 0; at++) {
            next = bytes.get();
            length = length << 7 | (next & 0x7F);
        }
        if (length > bytes.remaining()) {
            throw new PackagingException("a descriptor of " + length + " bytes exceeds its box");
        }
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return content;
    }
}

package dev.renditions.media.mp4;

import dev.renditions.media.Size;
import java.nio.ByteBuffer;

/** What a track's samples are, as its header says. Immutable. */
public sealed interface SampleEntry {
    /** The codec as RFC 6381 writes it, such as {@code avc1.64001f}. */
    String codec();

    /**
     * Pictures.
     *
     * @param lengthBytes how many bytes tell the length of each unit of a sample
     * @param hevc whether they are HEVC rather than AVC
     */
    record Picture(String codec, Size size, int lengthBytes, boolean hevc) implements SampleEntry {}

    /**
     * Sound.
     *
     * @param channels above 0
     * @param sampleRate samples a second
     */
    record Sound(String codec, int channels, int sampleRate) implements SampleEntry {}

    /**
     * Reads the one description of a track.
     *
     * @param stsd the payload of that box
     * @throws PackagingException if there is not one, or it is of none of the codecs that we make
     */
    static SampleEntry parse(ByteBuffer stsd) {
        BoxReader.version(stsd);
        int count = stsd.getInt();
        if (count != 1) {
            throw new PackagingException(count + " sample descriptions, where one is allowed");
        }
        BoxReader.skip(stsd, 4);
        String type = BoxReader.type(stsd);
        ByteBuffer entry = stsd.slice();
        return switch (type) {
            case "avc1" -> VisualSampleEntry.avc(entry);
            case "hvc1" -> VisualSampleEntry.hevc(entry);
            case "mp4a" -> AudioSampleEntry.aac(entry);
            default -> throw new PackagingException("samples of the kind '" + type + "'");
        };
    }
}

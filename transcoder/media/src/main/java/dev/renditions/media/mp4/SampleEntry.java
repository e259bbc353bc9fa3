package dev.renditions.media.mp4;

import dev.renditions.media.Size;
import java.nio.ByteBuffer;

/** The sample entry of a track header, which describes its samples. Immutable. */
public sealed interface SampleEntry {
    /** The codec in the form of RFC 6381, such as {@code avc1.64001f}. */
    String codec();

    /**
     * A video sample entry.
     *
     * @param lengthBytes size of the length field of each NAL unit in bytes
     * @param hevc whether it is HEVC rather than AVC
     */
    record Picture(String codec, Size size, int lengthBytes, boolean hevc) implements SampleEntry {}

    /** * An audio sample entry.
     *
     * @param channels above 0
     * @param sampleRate samples per second
     */
    record Sound(String codec, int channels, int sampleRate) implements SampleEntry {}

    /**
     * Reads the only sample entry of a track.
     *
     * @param stsd the payload of that box
     * @throws PackagingException if there is not exactly one, or its codec is not one of this project's outputs
     */
    static SampleEntry parse(ByteBuffer stsd) {
        BoxReader.version(stsd);
        int count = stsd.getInt();
        if (count != 1) {
            throw new PackagingException(count + " sample descriptions; only one is allowed");
        }
        BoxReader.skip(stsd, 4);
        String type = BoxReader.type(stsd);
        ByteBuffer entry = stsd.slice();
        return switch (type) {
            case "avc1" -> VisualSampleEntry.avc(entry);
            case "hvc1" -> VisualSampleEntry.hevc(entry);
            case "mp4a" -> AudioSampleEntry.aac(entry);
            default -> throw new PackagingException("samples of the unsupported type '" + type + "'");
        };
    }
}

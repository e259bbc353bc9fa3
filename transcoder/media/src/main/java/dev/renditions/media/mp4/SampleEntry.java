package dev.renditions.media.mp4;

import dev.renditions.media.Size;
import dev.renditions.media.codec.VideoCodec;
import java.nio.ByteBuffer;

/** The sample entry of a track header, which describes its samples. Immutable. */
public sealed interface SampleEntry {
    /** The codec in the form of RFC 6381, such as {@code avc1.64001f}. */
    String codec();

    /** The first part of the codec, such as {@code avc1}: players don't switch between tracks that differ in it. */
    default String family() {
        int dot = codec().indexOf('.');
        return dot < 0 ? codec() : codec().substring(0, dot);
    }

    /**
     * A video sample entry.
     *
     * @param format H.264, HEVC or AV1
     * @param lengthBytes size of the length field of each NAL unit in bytes; 0 for AV1, which has none
     */
    record Picture(String codec, Size size, VideoCodec format, int lengthBytes) implements SampleEntry {}

    /**
     * An audio sample entry.
     *
     * @param channels above 0
     * @param sampleRate samples per second
     * @param speakers for E-AC-3, the channel map of ETSI TS 102 366, E.1.3.1.8; 0 for AAC
     */
    record Sound(String codec, int channels, int sampleRate, int speakers) implements SampleEntry {
        /** An AAC track. */
        public Sound(String codec, int channels, int sampleRate) {
            this(codec, channels, sampleRate, 0);
        }
    }

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
            case "av01" -> VisualSampleEntry.av1(entry);
            case "mp4a" -> AudioSampleEntry.aac(entry);
            case "ec-3" -> DolbySampleEntry.eac3(entry);
            default -> throw new PackagingException("samples of the unsupported type '" + type + "'");
        };
    }
}

package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.codec.VideoCodec;
import java.util.List;

/**
 * One of ffmpeg's video encoders. All of them make closed GOPs of equal length, so that a player can start at each, and limit
 * their bit rate over a buffer of two seconds.
 */
interface VideoEncoder {
    /** Ffmpeg's name of the encoder. */
    String name();

    /**
     * The options that encode frames of the rung's size.
     *
     * @param threads how many threads it uses
     */
    Options options(Rung rung, int threads);

    /** The cost of a pixel relative to other encoders, as measured with the presets of the built-in profiles. */
    int weight();

    /** The bitstream filters that complete its packets. */
    List<String> packets();

    /** The encoder of a codec of {@link VideoSettings#codec()}. */
    static VideoEncoder of(VideoCodec codec) {
        return switch (codec) {
            case H264 -> new H264Encoder();
            case HEVC -> new HevcEncoder();
            case AV1 -> new Av1Encoder();
            default -> throw new IllegalArgumentException("no encoder for " + codec);
        };
    }

    /** The options that all encoders share: preset, quality and maximum bit rate. */
    static Options common(VideoEncoder encoder, VideoSettings settings) {
        return Options.of("c:v", encoder.name())
                .with("preset", settings.preset())
                .with("crf", settings.crf())
                .with("maxrate", settings.maxRateKbps() + "k")
                .with("bufsize", settings.bufferKilobits() + "k");
    }
}

package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.codec.VideoCodec;
import java.util.List;

/**
 * One of ffmpeg's encoders of pictures. All of them make closed groups of pictures of one length, so that a player can begin
 * at each, and keep their rate within a buffer of two seconds.
 */
interface VideoEncoder {
    /** Its name, as ffmpeg calls it. */
    String name();

    /**
     * The options that turn frames of the rung's size into its track.
     *
     * @param threads how many threads it computes with
     */
    Options options(Rung rung, int threads);

    /** What a pixel costs beside those of other encoders, as measured with the presets of the built-in profiles. */
    int weight();

    /** What its packets still lack, as bitstream filters. */
    List<String> packets();

    /** The one for a codec of {@link VideoSettings#codec()}. */
    static VideoEncoder of(VideoCodec codec) {
        return switch (codec) {
            case H264 -> new H264Encoder();
            case HEVC -> new HevcEncoder();
            case AV1 -> new Av1Encoder();
            default -> throw new IllegalArgumentException("no encoder for " + codec);
        };
    }

    /** What each is told in the same words: quality, speed and the most it may take. */
    static Options common(VideoEncoder encoder, VideoSettings settings) {
        return Options.of("c:v", encoder.name())
                .with("preset", settings.preset())
                .with("crf", settings.crf())
                .with("maxrate", settings.maxRateKbps() + "k")
                .with("bufsize", settings.bufferKilobits() + "k");
    }
}

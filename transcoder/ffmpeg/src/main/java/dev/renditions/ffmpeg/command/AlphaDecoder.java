package dev.renditions.ffmpeg.command;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The decoders for WebM with transparency. WebM stores transparency as side data of each packet, which ffmpeg's native decoders
 * ignore.
 */
public final class AlphaDecoder {
    /** The pixel format of the frames that these decoders output. */
    static final String PIXEL_FORMAT = "yuva420p";

    private static final Map<VideoCodec, String> DECODERS =
            Map.of(VideoCodec.VP8, "libvpx", VideoCodec.VP9, "libvpx-vp9");

    private AlphaDecoder() {}

    /** Ffmpeg's names of the decoders, by stream index. Streams without transparency have none: ffmpeg's defaults suffice. */
    static Map<Integer, String> of(MediaInfo media) {
        Map<Integer, String> decoders = new TreeMap<>();
        for (VideoStream video : media.video()) {
            if (new PixelFormat(video.pixelFormat()).alpha()) {
                decoder(video.codec()).ifPresent(decoder -> decoders.put(video.index(), decoder));
            }
        }
        return decoders;
    }

    /**
     * The pixel format of the frames of a stream.
     *
     * @param codec ffmpeg's name of the codec
     * @param stated the format that ffprobe reports, which uses the default decoder
     * @param alphaMode WebM's {@code alpha_mode} tag; 1 for a stream with transparency
     */
    public static String pixelFormat(String codec, String stated, String alphaMode) {
        return decoder(codec).isPresent() && alphaMode.equals("1") && stated.equals("yuv420p") ? PIXEL_FORMAT : stated;
    }

    private static Optional<String> decoder(String codec) {
        return VideoCodec.of(codec).map(DECODERS::get);
    }
}

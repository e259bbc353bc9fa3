package dev.renditions.ffmpeg.command;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The decoders of transparency that ffmpeg's own decoders leave out: of WebM, which keeps it beside each packet. */
public final class AlphaDecoder {
    /** What they give, of whatever the other decoders give. */
    static final String PIXEL_FORMAT = "yuva420p";

    private static final Map<VideoCodec, String> DECODERS =
            Map.of(VideoCodec.VP8, "libvpx", VideoCodec.VP9, "libvpx-vp9");

    private AlphaDecoder() {}

    /** Ffmpeg's names of those for the streams of a source, by their numbers; the usual decoders do for the others. */
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
     * @param stated what ffprobe says, which asks the usual decoder
     * @param alphaMode the tag of WebM that says whether there is transparency
     */
    public static String pixelFormat(String codec, String stated, String alphaMode) {
        return decoder(codec).isPresent() && alphaMode.equals("1") && stated.equals("yuv420p") ? PIXEL_FORMAT : stated;
    }

    private static Optional<String> decoder(String codec) {
        return VideoCodec.of(codec).map(DECODERS::get);
    }
}

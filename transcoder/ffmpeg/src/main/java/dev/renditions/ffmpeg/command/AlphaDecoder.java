package dev.renditions.ffmpeg.command;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import java.util.Map;
import java.util.TreeMap;

/** The decoders of transparency that ffmpeg's own decoders leave out: of WebM, which keeps it beside each packet. */
public final class AlphaDecoder {
    /** What they give, of whatever the other decoders give. */
    static final String PIXEL_FORMAT = "yuva420p";

    private static final Map<String, String> DECODERS = Map.of("vp8", "libvpx", "vp9", "libvpx-vp9");

    private AlphaDecoder() {}

    /** Ffmpeg's names of those for the streams of a source, by their numbers; the usual decoders do for the others. */
    static Map<Integer, String> of(MediaInfo media) {
        Map<Integer, String> decoders = new TreeMap<>();
        for (VideoStream video : media.video()) {
            if (new PixelFormat(video.pixelFormat()).alpha() && DECODERS.containsKey(video.codec())) {
                decoders.put(video.index(), DECODERS.get(video.codec()));
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
        return DECODERS.containsKey(codec) && alphaMode.equals("1") && stated.equals("yuv420p") ? PIXEL_FORMAT : stated;
    }
}

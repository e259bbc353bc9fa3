package dev.renditions.ffmpeg.command;

import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import java.util.Map;
import java.util.Optional;

/** The decoders of transparency that ffmpeg's own decoders leave out: of WebM, which keeps it beside each packet. */
public final class AlphaDecoder {
    /** What they give, of whatever the other decoders give. */
    static final String PIXEL_FORMAT = "yuva420p";

    private static final Map<String, String> DECODERS = Map.of("vp8", "libvpx", "vp9", "libvpx-vp9");

    private AlphaDecoder() {}

    /** Ffmpeg's name of the one for a stream; empty if its usual decoder will do. */
    static Optional<String> of(VideoStream video) {
        return new PixelFormat(video.pixelFormat()).alpha()
                ? Optional.ofNullable(DECODERS.get(video.codec()))
                : Optional.empty();
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

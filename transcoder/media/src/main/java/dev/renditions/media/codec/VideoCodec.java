package dev.renditions.media.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.renditions.media.VideoStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The video and image codecs that are encoded, copied or handled specially. Sources may have other codecs. */
public enum VideoCodec {
    /** H.264. */
    H264("h264"),
    /** HEVC. */
    HEVC("hevc"),
    /** AV1. */
    AV1("av1"),
    /** VP8. */
    VP8("vp8"),
    /** VP9. */
    VP9("vp9"),
    /** JPEG, as image and as video codec. */
    MJPEG("mjpeg"),
    /** PNG. */
    PNG("png"),
    /** WebP, still or animated. */
    WEBP("webp");

    private final String id;

    VideoCodec(String id) {
        this.id = id;
    }

    /** The name in profiles and in ffmpeg. */
    @JsonValue
    @Override
    public String toString() {
        return id;
    }

    /** Whether a stream has this codec. */
    public boolean is(VideoStream stream) {
        return id.equals(stream.codec());
    }

    /**
     * The codec with this name.
     *
     * @param id the name in profiles and in ffmpeg
     */
    public static Optional<VideoCodec> of(String id) {
        return Stream.of(values()).filter(codec -> codec.id.equals(id)).findFirst();
    }
}

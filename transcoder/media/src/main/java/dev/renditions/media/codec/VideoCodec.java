package dev.renditions.media.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.renditions.media.VideoStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The codecs of video and images that are encoded, copied or treated in a way of their own; a source may have any other. */
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
    /** JPEG, of images and of video. */
    MJPEG("mjpeg"),
    /** PNG. */
    PNG("png"),
    /** WebP, animated or not. */
    WEBP("webp");

    private final String id;

    VideoCodec(String id) {
        this.id = id;
    }

    /** The name in profiles and of ffmpeg. */
    @JsonValue
    @Override
    public String toString() {
        return id;
    }

    /** Whether a stream has it. */
    public boolean is(VideoStream stream) {
        return id.equals(stream.codec());
    }

    /**
     * The codec of a name.
     *
     * @param id the name in profiles and of ffmpeg
     */
    public static Optional<VideoCodec> of(String id) {
        return Stream.of(values()).filter(codec -> codec.id.equals(id)).findFirst();
    }
}

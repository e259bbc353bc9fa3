package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.codec.VideoCodec;
import java.util.List;

/** HEVC by x265, with the sample entry {@code hvc1} that Apple's players require. */
final class HevcEncoder implements VideoEncoder {
    /** The most frames that x265 encodes concurrently. */
    private static final int MAX_FRAME_THREADS = 16;

    @Override
    public String name() {
        return "libx265";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public Options options(Rung rung, int threads) {
        int gop = rung.gopFrames();
        // Ffmpeg does not pass its own options for all of these on to x265, which would also start a thread for every
        // core.
        String parameters = String.join(
                ":",
                "keyint=" + gop,
                "min-keyint=" + gop,
                "scenecut=0",
                "open-gop=0",
                "pools=" + threads,
                "frame-threads=" + Math.min(threads, MAX_FRAME_THREADS),
                "info=0",
                "log-level=error");
        return VideoEncoder.common(this, rung.settings())
                .with("profile:v", "main")
                .with("x265-params", parameters)
                .with("pix_fmt", "yuv420p")
                .and(tag(VideoCodec.HEVC));
    }

    /** The sample entry of a video; nothing for another codec. */
    static Options tag(VideoCodec codec) {
        return codec == VideoCodec.HEVC ? Options.of("tag:v", "hvc1") : Options.NONE;
    }

    @Override
    public List<String> packets() {
        return List.of("hevc_metadata=video_full_range_flag=0");
    }
}

package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.Rung;
import java.util.List;

/** H.264 by x264. */
final class H264Encoder implements VideoEncoder {
    @Override
    public String name() {
        return "libx264";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public Options options(Rung rung, int threads) {
        return VideoEncoder.common(this, rung.settings())
                .with("profile:v", "high")
                .with("g", rung.gopFrames())
                .with("keyint_min", rung.gopFrames())
                .with("sc_threshold", 0)
                .with("flags", "+cgop")
                .with("pix_fmt", "yuv420p")
                .with("threads:v", threads);
    }

    /** X264 omits the flag for limited range, its default. It is written, so that players do not assume full range. */
    @Override
    public List<String> packets() {
        return List.of("h264_metadata=video_full_range_flag=0");
    }
}

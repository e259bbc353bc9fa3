package dev.renditions.ffmpeg.encoder;

import dev.renditions.plan.Rung;
import java.util.ArrayList;
import java.util.List;

/** H.264 by x264. */
final class H264Encoder implements VideoEncoder {
    @Override
    public String name() {
        return "libx264";
    }

    @Override
    public List<String> arguments(Rung rung, int threads) {
        String gop = Integer.toString(rung.gopFrames());
        List<String> arguments = new ArrayList<>(VideoEncoder.common(this, rung.settings()));
        arguments.addAll(List.of("-profile:v", "high"));
        arguments.addAll(List.of("-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-flags", "+cgop"));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-threads:v", Integer.toString(threads)));
        return arguments;
    }

    /** X264 leaves the range unsaid where it is the usual one; sources that were full range are to say that they no longer are. */
    @Override
    public List<String> packets() {
        return List.of("h264_metadata=video_full_range_flag=0");
    }
}

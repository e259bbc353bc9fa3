package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.Rung;
import java.util.List;

/** AV1 by SVT-AV1. */
final class Av1Encoder implements VideoEncoder {
    /** SVT-AV1 takes one of six levels of parallelism instead of a number of threads. */
    private static final int MAX_PARALLELISM = 6;

    @Override
    public String name() {
        return "libsvtav1";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public Options options(Rung rung, int threads) {
        // irefresh-type 2 makes closed GOPs: with 1, frames could refer to frames before a key frame.
        String parameters = "irefresh-type=2:scd=0:lp=" + Math.min(threads, MAX_PARALLELISM);
        return VideoEncoder.common(this, rung.settings())
                .with("g", rung.gopFrames())
                .with("svtav1-params", parameters)
                .with("pix_fmt", "yuv420p");
    }

    @Override
    public List<String> packets() {
        return List.of();
    }
}

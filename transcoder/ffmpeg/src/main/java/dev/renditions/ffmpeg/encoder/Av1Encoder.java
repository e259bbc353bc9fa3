package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.Rung;
import java.util.List;

/** AV1 by SVT-AV1. */
final class Av1Encoder implements VideoEncoder {
    /** SVT-AV1 counts levels of parallelism, of which it has six, rather than threads. */
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
        // irefresh-type 2 is a closed group: 1 would let pictures refer past a key frame.
        String own = "irefresh-type=2:scd=0:lp=" + Math.min(threads, MAX_PARALLELISM);
        return VideoEncoder.common(this, rung.settings())
                .with("g", rung.gopFrames())
                .with("svtav1-params", own)
                .with("pix_fmt", "yuv420p");
    }

    @Override
    public List<String> packets() {
        return List.of();
    }
}

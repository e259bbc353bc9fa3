package dev.renditions.ffmpeg.filter;

import java.util.List;
import java.util.Locale;

/**
 * The bitstream filters of streaming tracks. They make every track start at 0 without an edit list and without negative
 * composition offsets, since players differ in both: VLC, and GStreamer when it plays HLS, ignore edit lists, and ffmpeg shifts
 * all times by a negative offset. All players agree on a track that has neither.
 */
public final class StreamingBitstreamFilters {
    /** Ticks per frame: divisible by most numbers of frames that encoders reorder. */
    private static final int TICKS = 12;

    private StreamingBitstreamFilters() {}

    /**
     * The filters of video. With reordered frames, an encoder gives the first frames decoding times before 0. These filters
     * spread those decoding times evenly between 0 and the second frame, and keep all others. So only the first few samples
     * differ in duration from a frame.
     */
    public static List<String> pictures(FrameRate rate) {
        String ticks = String.format(
                Locale.ROOT,
                "setts=time_base=%d/%d:pts=PTS:dts=DTS",
                rate.denominator(),
                Math.multiplyExact(rate.numerator(), (long) TICKS));
        String forward = String.format(
                Locale.ROOT, "setts=pts=PTS:dts=if(gt(DTS\\,0)\\,DTS\\,(DTS-STARTDTS)*%d/(%d-STARTDTS))", TICKS, TICKS);
        return List.of(ticks, forward);
    }

    /**
     * The filters of audio. They drop the priming packet that AAC begins with. Without it, decoders fade the first frame in over
     * some milliseconds.
     */
    public static List<String> sound() {
        return List.of("noise=drop=lt(pts\\,0)");
    }
}

package dev.renditions.ffmpeg.filter;

import java.util.List;
import java.util.Locale;

/**
 * What is done to the packets of streaming tracks before they are put into fragments, as bitstream filters of ffmpeg: every
 * track is presented from 0 on, without an edit list and without negative offsets. Players differ in both: VLC, and GStreamer
 * where it plays HLS, pass over edit lists; ffmpeg adds to all times what an offset is below 0. Where nothing of either is in
 * a track, all players agree.
 */
public final class StreamingBitstreamFilters {
    /** Into how many ticks a frame is divided: by as many as most numbers of frames that are decoded ahead divide. */
    private static final int TICKS = 12;

    private StreamingBitstreamFilters() {}

    /**
     * Pictures that are decoded in another order than they are presented in: an encoder has the first decoded some frames
     * before 0. Those come between 0 and the second frame instead, at even distances; all others stay where they are. So only
     * the first few samples have other lengths than frames have.
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
     * Sound without the packet of priming that AAC begins with. What decoders make of the first frame behind it, without the
     * one before, is faded in over some milliseconds.
     */
    public static List<String> sound() {
        return List.of("noise=drop=lt(pts\\,0)");
    }
}

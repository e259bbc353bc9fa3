package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.track.Rung;
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
     * The filter that gives the first frames of a streaming track their decoding times before 0 again, as an encoder states
     * them: without it, an MP4 would end by its header before its last frames. The number of these frames follows from the
     * distance of the first two decoding times. State 0 holds one more than that number.
     */
    public static String decodedEarly(Rung rung) {
        double frame = (double) rung.settings().gopSeconds() / rung.gopFrames();
        return String.format(
                Locale.ROOT,
                "setts=pts=PTS:dts=if(isnan(NEXT_DTS)\\,DTS\\,if(eq(N\\,0)\\,st(0\\,max(1\\,round(%.6f/TB/NEXT_DTS)))*st(1\\,NEXT_DTS)*(1-ld(0))"
                        + "\\,if(lt(N\\,ld(0))\\,(N+1-ld(0))*ld(0)*ld(1)\\,DTS)))",
                frame);
    }

    /**
     * The filters of audio. They drop the priming packet that AAC begins with. Without it, decoders fade the first frame in over
     * some milliseconds.
     */
    public static List<String> sound() {
        return List.of("noise=drop=lt(pts\\,0)");
    }
}

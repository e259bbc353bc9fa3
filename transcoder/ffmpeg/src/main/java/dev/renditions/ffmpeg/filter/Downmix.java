package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.track.AudioTrackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The filters that align an audio track with the clock of the output, and mix its channels down if the output has fewer. */
public final class Downmix {
    /**
     * Drops audio before time zero, and inserts silence where the source has gaps or begins late: MP3 has no timestamps, and
     * players lose sync over gaps. {@code atrim} comes first, since it cuts by timestamps. The resampler would cut by the number
     * of samples, which is wrong across a gap.
     */
    static final String CLOCK = "atrim=start=0,aresample=async=1:first_pts=0";

    /**
     * The coefficients of ITU-R BS.775: centre and surround at -3 dB, without low-frequency effects. The mix is in floating
     * point: for integers, ffmpeg lowers all channels so that the sum can't clip, by 7.7 dB for 5.1. A limiter handles a sum
     * above full scale afterwards.
     */
    private static final String LEVELS = ":osf=fltp:clev=0.707107:slev=0.707107:lfe_mix_level=0";

    /** Up to this many channels, ffmpeg knows or assumes their layout. */
    private static final int MAX_WITH_LAYOUT = 8;

    /** The larger numbers of channels for which ffmpeg assumes a layout. */
    private static final Set<Integer> LARGER_WITH_LAYOUT = Set.of(10, 12, 16, 24);

    private static final int SURROUND = 6;

    private Downmix() {}

    /** The filters of a track, which must come before all others. */
    public static List<String> filters(AudioTrackPlan sound) {
        if (!sound.mixedDown()) {
            return List.of(CLOCK);
        }
        return down(
                sound.input().channels(),
                switch (sound.channels()) {
                    case 1 -> "mono";
                    case SURROUND -> "5.1";
                    default -> "stereo";
                });
    }

    /**
     * The filters that make a track stereo, except that mono stays mono.
     *
     * @param channels how many channels the source has; 0 if unknown
     */
    public static List<String> toStereo(int channels) {
        return channels == 1 || channels == 2 ? List.of(CLOCK) : down(channels, "stereo");
    }

    private static List<String> down(int channels, String layout) {
        return channels <= MAX_WITH_LAYOUT || LARGER_WITH_LAYOUT.contains(channels)
                ? List.of(CLOCK + ":ochl=" + layout + LEVELS)
                : List.of(CLOCK, evenly(channels, layout));
    }

    /** Mixes all channels equally into each output. Other numbers of channels are mostly independent tracks of a recorder. */
    private static String evenly(int channels, String layout) {
        String sum = IntStream.range(0, channels).mapToObj(c -> "c" + c).collect(Collectors.joining("+"));
        // With "<" the coefficients are normalized to a sum of one.
        List<String> outputs = new ArrayList<>(List.of("c0<" + sum));
        if (layout.equals("stereo")) {
            outputs.add("c1<" + sum);
        }
        return "pan=" + layout + "|" + String.join("|", outputs);
    }
}

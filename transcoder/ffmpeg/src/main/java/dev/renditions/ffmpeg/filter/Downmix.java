package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.track.AudioTrackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The filters that put a track of sound on the clock, and mix its channels down where there are to be fewer. */
public final class Downmix {
    /**
     * Nothing from before the clock starts, and silence where the source has gaps or begins late: MP3 has no timestamps, and
     * players drift over gaps. Cut by time stamps first: the resampler would cut as many samples, across a gap too.
     */
    static final String CLOCK = "atrim=start=0,aresample=async=1:first_pts=0";

    /**
     * The coefficients of ITU-R BS.775: centre and surround 3 dB down, no low-frequency effects. As floating point, since
     * ffmpeg makes all of it quieter where the sum could be too much for whole numbers, 7.7 dB from 5.1; a sum that is too
     * much is dealt with afterwards.
     */
    private static final String LEVELS = ":osf=fltp:clev=0.707107:slev=0.707107:lfe_mix_level=0";

    /** Up to so many channels, and with these numbers above, ffmpeg knows where they are, or supposes where. */
    private static final int SUPPOSED = 8;

    private static final Set<Integer> SUPPOSED_ABOVE = Set.of(10, 12, 16, 24);

    private Downmix() {}

    /** The filters of a track, to stand before all others. */
    public static List<String> filters(AudioTrackPlan sound) {
        if (!sound.mixedDown()) {
            return List.of(CLOCK);
        }
        return down(sound.input().channels(), sound.channels() == 1 ? "mono" : "stereo");
    }

    /**
     * The filters of a track that is to have two channels whatever it has.
     *
     * @param channels how many it has; 0 if unknown
     */
    public static List<String> toStereo(int channels) {
        return channels == 1 || channels == 2 ? List.of(CLOCK) : down(channels, "stereo");
    }

    private static List<String> down(int channels, String layout) {
        return channels <= SUPPOSED || SUPPOSED_ABOVE.contains(channels)
                ? List.of(CLOCK + ":ochl=" + layout + LEVELS)
                : List.of(CLOCK, evenly(channels, layout));
    }

    /** So many channels have no places: recorders write tracks into them that are independent. Each is heard in both ears. */
    private static String evenly(int channels, String layout) {
        String sum = IntStream.range(0, channels).mapToObj(c -> "c" + c).collect(Collectors.joining("+"));
        // With "<" the shares of all add up to one.
        List<String> outputs = new ArrayList<>(List.of("c0<" + sum));
        if (layout.equals("stereo")) {
            outputs.add("c1<" + sum);
        }
        return "pan=" + layout + "|" + String.join("|", outputs);
    }
}

package dev.renditions.ffmpeg.loudness;

import dev.renditions.ffmpeg.filter.Limiter;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.media.codec.AudioCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one audio track gets its target loudness: a constant gain, and a limiter if peaks would be too high. Audio keeps its
 * loudness if that can't be measured, because it is silent or shorter than 0.4 s. Audio stays below the target if it would need
 * a gain of more than {@value #MOST_GAIN} dB, since such audio is mostly noise, or if its peaks would have to be reduced by more
 * than {@value #MOST_CUT} dB. Peaks never exceed their limit to reach the loudness. Mono is measured as one channel. Immutable.
 *
 * @param wanted the target
 * @param most the highest gain, in decibels
 * @param gainDb the gain, in decibels
 * @param ceilingDb the ceiling of the limiter, in decibels; absent if no limiter is needed
 * @param before the previous encode and its loudness; absent for the first encode
 */
public record LoudnessPlan(
        Loudness wanted, double most, double gainDb, Optional<Double> ceilingDb, Optional<Try> before) {
    /** The highest gain, in decibels: enough for the recording of a telephone in a quiet room. */
    static final double MOST_GAIN = 30;

    /** The most that the limiter reduces a peak, in decibels: enough for a knock on the microphone during speech. */
    static final double MOST_CUT = 20;

    /** How far the first ceiling is below the limit of peaks, in decibels: most encoders raise peaks by less. */
    private static final double MARGIN = 0.5;

    /** The most that a ceiling is below the limit of peaks, in decibels: no encoder raises peaks by as much. */
    private static final double LOWEST = 6;

    /** How much more than the excess of a peak the ceiling is lowered, at least, in decibels: encoders react unpredictably. */
    private static final double STEP = 0.3;

    /** The difference to the target, in decibels, that needs no other encode. */
    private static final double CLOSE = 0.3;

    /** By how many decibels the loudness falls, roughly, if the ceiling is lowered by one decibel. */
    private static final double WEIGHT = 0.7;

    /** LAME scales all samples by 0.95. This is the loss in decibels. */
    private static final double LAME_LOSS = -20 * Math.log10(0.95);

    /** A previous encode and its loudness in LUFS. */
    record Try(double gainDb, double ceilingDb, double integratedLufs) {}

    /** The plan of the first encode, from a measurement of the source. */
    public static LoudnessPlan of(LoudnessMeasurement source, Loudness wanted, AudioSettings settings) {
        double loss = settings.codec() == AudioCodec.MP3 ? LAME_LOSS : 0;
        double headroom = wanted.truePeakDb() - MARGIN + loss - source.truePeakDb();
        double most = source.audible() ? Math.min(MOST_GAIN + loss, headroom + MOST_CUT) : 0;
        double gain = source.audible() ? Math.min(most, wanted.integratedLufs() - source.integratedLufs() + loss) : 0;
        return new LoudnessPlan(
                wanted,
                most,
                gain,
                gain > headroom ? Optional.of(wanted.truePeakDb() - MARGIN + loss) : Optional.empty(),
                Optional.empty());
    }

    /**
     * The plan of the next encode.
     *
     * @param made the measurement of the output of this plan
     * @param last whether the next encode is the last one: then only its peaks are corrected
     * @return empty if the output is close enough to the target, or can't be improved
     */
    public Optional<LoudnessPlan> after(LoudnessMeasurement made, boolean last) {
        double above = made.truePeakDb() - wanted.truePeakDb();
        Optional<Double> ceiling = above > 0 ? Optional.of(lower(above)) : ceilingDb;
        double gain = made.audible() && !last ? Math.min(most, gain(made, ceiling)) : gainDb;
        if (ceiling.equals(ceilingDb) && Math.abs(gain - gainDb) < 0.05) {
            return Optional.empty();
        }
        return Optional.of(new LoudnessPlan(
                wanted, most, gain, ceiling, Optional.of(new Try(gainDb, ceiling(), made.integratedLufs()))));
    }

    private double ceiling() {
        return ceilingDb.orElse(wanted.truePeakDb());
    }

    private double lower(double above) {
        return Math.max(wanted.truePeakDb() - LOWEST, ceiling() - above - Math.min(0.5, above / 2) - STEP);
    }

    private double gain(LoudnessMeasurement made, Optional<Double> nextCeiling) {
        double lost = ceilingDb.isPresent() ? WEIGHT * (ceiling() - nextCeiling.orElse(ceiling())) : 0;
        double missing = wanted.integratedLufs() - made.integratedLufs() + lost;
        return Math.abs(missing) > CLOSE ? gainDb + missing / slope(made) : gainDb;
    }

    /** How many decibels each decibel of gain adds to the loudness: less than one if the limiter removes a part of it. */
    private double slope(LoudnessMeasurement made) {
        if (ceilingDb.isEmpty()) {
            return 1;
        }
        return before.filter(t -> Math.abs(gainDb - t.gainDb()) > 0.2)
                .map(t -> (made.integratedLufs() - t.integratedLufs() + WEIGHT * (t.ceilingDb() - ceiling()))
                        / (gainDb - t.gainDb()))
                .map(slope -> Math.max(0.25, Math.min(1, slope)))
                .orElse(WEIGHT);
    }

    /**
     * The filters that apply the gain and the limiter.
     *
     * @param sampleRate the sample rate of the output, in hertz
     */
    public List<String> filters(int sampleRate) {
        List<String> filters = new ArrayList<>();
        filters.add(String.format(Locale.ROOT, "volume=%.2fdB:precision=float", gainDb));
        ceilingDb.ifPresent(ceiling -> filters.addAll(Limiter.truePeaks(ceiling, sampleRate)));
        return List.copyOf(filters);
    }
}

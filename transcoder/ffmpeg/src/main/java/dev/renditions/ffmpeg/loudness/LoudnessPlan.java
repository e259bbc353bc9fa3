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
 * How one track of sound gets its loudness: the same gain for all of it, and a limiter where peaks would be too high. Sound
 * keeps its own loudness if that can't be measured: silence, and what is shorter than 0.4 s. It stays below the loudness that
 * is wanted if it would need more than {@value #MOST_GAIN} dB, which is mostly noise then, or if its peaks would have to be
 * cut by more than {@value #MOST_CUT} dB. No peak is ever above the limit for the sake of loudness. Mono is measured as one
 * channel. Immutable.
 *
 * @param wanted how loud it is to be
 * @param most the highest gain, in decibels
 * @param gainDb the gain, in decibels
 * @param ceilingDb where the limiter stands; absent if none is needed
 * @param before the try before this one, and how loud that was
 */
public record LoudnessPlan(
        Loudness wanted, double most, double gainDb, Optional<Double> ceilingDb, Optional<Try> before) {
    /** The most that is amplified, in decibels: a telephone in a quiet room needs as much. */
    static final double MOST_GAIN = 30;

    /** The most that a limiter takes off a peak, in decibels: a knock on the microphone, beside speech. */
    static final double MOST_CUT = 20;

    /** How far the limiter stands below the limit at first: most encoders go above what they were given by less. */
    private static final double MARGIN = 0.5;

    /** The limiter never stands further than that below the limit: no encoder goes above it by so much. */
    private static final double LOWEST = 6;

    /** How much further down it goes than a peak was too high, at least: the encoder answers in its own way. */
    private static final double STEP = 0.3;

    /** A difference in loudness that needs no other try. */
    private static final double CLOSE = 0.3;

    /** What lowering the limiter by a decibel takes from the loudness, in decibels, roughly. */
    private static final double WEIGHT = 0.7;

    /** LAME makes everything quieter, by a twentieth. */
    private static final double LAME_LOSS = -20 * Math.log10(0.95);

    /** A try and how loud it was, in LUFS. */
    record Try(double gainDb, double ceilingDb, double integratedLufs) {}

    /** For a source of which nothing but a measurement is known. */
    public static LoudnessPlan of(LoudnessMeasurement source, Loudness wanted, AudioSettings settings) {
        double loss = settings.codec() == AudioCodec.MP3 ? LAME_LOSS : 0;
        double headroom = wanted.truePeakDb() - MARGIN + loss - source.truePeakDb();
        double most = source.heard() ? Math.min(MOST_GAIN + loss, headroom + MOST_CUT) : 0;
        double gain = source.heard() ? Math.min(most, wanted.integratedLufs() - source.integratedLufs() + loss) : 0;
        return new LoudnessPlan(
                wanted,
                most,
                gain,
                gain > headroom ? Optional.of(wanted.truePeakDb() - MARGIN + loss) : Optional.empty(),
                Optional.empty());
    }

    /**
     * What to try next.
     *
     * @param made what was measured of what came of this one
     * @param last whether nothing can be tried after it: then peaks alone count
     * @return empty if that was as it should be, or can't be better
     */
    public Optional<LoudnessPlan> after(LoudnessMeasurement made, boolean last) {
        double above = made.truePeakDb() - wanted.truePeakDb();
        Optional<Double> ceiling = above > 0 ? Optional.of(lower(above)) : ceilingDb;
        double gain = made.heard() && !last ? Math.min(most, gain(made, ceiling)) : gainDb;
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

    /** How much louder it gets with each decibel of gain: less than one where a limiter takes a part away. */
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
     * The filters.
     *
     * @param sampleRate samples a second of the output
     */
    public List<String> filters(int sampleRate) {
        List<String> filters = new ArrayList<>();
        filters.add(String.format(Locale.ROOT, "volume=%.2fdB:precision=float", gainDb));
        ceilingDb.ifPresent(ceiling -> filters.addAll(Limiter.truePeaks(ceiling, sampleRate)));
        return List.copyOf(filters);
    }
}

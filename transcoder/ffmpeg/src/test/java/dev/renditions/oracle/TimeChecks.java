package dev.renditions.oracle;

import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Waves;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Pace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** When things are seen and heard. */
final class TimeChecks {
    /** What two times may differ by at least: lips and voice seem together then. */
    private static final double LEAST_TOLERANCE = 0.025;

    /** Encoded sound ends with a whole frame of its codec. */
    private static final double SOUND_END = 0.06;

    private static final double LENGTH_PART = 0.005;

    private TimeChecks() {}

    /**
     * Frames a second of an output: those of its source between these. Of fewer, some may be repeated.
     *
     * @param least none has fewer
     * @param most none has more
     */
    record Rates(double least, double most) {
        double of(double source) {
            return Math.max(least, Math.min(most, source));
        }
    }

    /** A frame of an output, or what nobody notices. */
    static double tolerance(Film film) {
        return Math.max(film.frameSeconds() + 0.001, LEAST_TOLERANCE);
    }

    /**
     * Begin, end, rate and flashes of pictures.
     *
     * @param filled until when the last frame may stand, in seconds
     */
    static void film(Findings findings, Pace pace, Film film, Rates rates, double filled) {
        double tolerance = tolerance(film);
        double until = film.until();
        findings.measured("%.2f–%.2f s", film.from(), until);
        // A ladder begins with its sound: the first frame stands from there on.
        if (rates.least() == 0 || Math.abs(film.from()) > tolerance) {
            findings.near("first frame", pace.from(), film.from(), tolerance);
        }
        if (Math.abs(until - filled) > tolerance) {
            findings.near(
                    "end of the last frame", pace.until(), until, Math.max(tolerance, pace.until() * LENGTH_PART));
        }
        pace.rate().ifPresent(rate -> rate(findings, rates.of(rate), film));
        times(findings, "flashes", pace.flashes(), film.flashes(), tolerance);
        if (pace.codeAhead().isPresent()) {
            codes(findings, pace, film, rates);
        }
    }

    /**
     * Begin, end and beeps of sound.
     *
     * @param filled until when silence may follow, in seconds
     */
    static void waves(Findings findings, Heard heard, Waves waves, double filled) {
        findings.measured("sound %.2f–%.2f s", waves.from(), waves.until());
        // Silence may come before it too.
        if (Math.abs(waves.from()) > LEAST_TOLERANCE) {
            findings.near("first sample", heard.from(), waves.from(), LEAST_TOLERANCE);
        }
        if (Math.abs(waves.until() - filled) > SOUND_END) {
            findings.near("last sample", heard.until(), waves.until(), SOUND_END);
        }
        findings.expect(waves.gaps().isEmpty(), "sound: gaps, %s", waves.gaps());
        times(findings, "beeps", heard.beeps(), waves.beeps(heard.hertz()), LEAST_TOLERANCE);
    }

    /** How much later sound comes than the picture that belongs to it. */
    static void sync(Findings findings, Pace pace, Heard heard, Film film, Waves waves) {
        List<Double> flashes = film.flashes();
        List<Double> beeps = waves.beeps(heard.hertz());
        if (flashes.size() != beeps.size()
                || pace.flashes().size() != heard.beeps().size()) {
            return;
        }
        double worst = 0;
        for (int i = 0; i < flashes.size(); i++) {
            double off = beeps.get(i)
                    - flashes.get(i)
                    - (heard.beeps().get(i) - pace.flashes().get(i));
            worst = Math.abs(off) > Math.abs(worst) ? off : worst;
        }
        findings.measured("A/V %+.0f ms", 5 * Math.rint(worst * 200));
        findings.near("sound after its picture", 0, worst, tolerance(film));
    }

    private static void rate(Findings findings, double expected, Film film) {
        double steps = film.shots().size() - 1;
        if (steps > 0) {
            double found = steps / (film.last() - film.from());
            findings.measured("%.2f fps", found);
            findings.near("frames a second", expected, found, expected / 100 + 0.01);
        }
    }

    private static void codes(Findings findings, Pace pace, Film film, Rates rates) {
        int readable = film.readableCodes();
        int frames = film.shots().size();
        findings.expect(readable >= 0.9 * frames, "time codes: %d of %d can be read", readable, frames);
        findings.expect(film.inOrder(), "frames are not in order");
        film.lag()
                .ifPresent(lag -> findings.near(
                        "how late frames are shown", -pace.codeAhead().getAsDouble(), lag - 0.005, tolerance(film)));
        if (pace.rate().orElse(rates.most()) <= rates.most()) {
            findings.expect(
                    film.distinctCodes() >= pace.frames() - 1,
                    "different frames: %d expected, %d measured",
                    pace.frames(),
                    film.distinctCodes());
        }
    }

    private static void times(
            Findings findings, String what, List<Double> expected, List<Double> found, double tolerance) {
        boolean alike = expected.size() == found.size();
        for (int i = 0; alike && i < found.size(); i++) {
            alike = Math.abs(expected.get(i) - found.get(i)) <= tolerance;
        }
        findings.expect(alike, "%s: %s expected, %s measured", what, written(expected), written(found));
    }

    private static String written(List<Double> times) {
        return times.stream()
                .map(time -> String.format(Locale.ROOT, "%.3f", time))
                .collect(Collectors.joining(" ", "[", "] s"));
    }
}

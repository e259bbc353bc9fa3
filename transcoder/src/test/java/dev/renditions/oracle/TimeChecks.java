package dev.renditions.oracle;

import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Waves;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Seen;
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

    /** A frame of an output, or what nobody notices. */
    static double tolerance(Film film) {
        return Math.max(film.frameSeconds() + 0.001, LEAST_TOLERANCE);
    }

    /** Begin, end, rate and flashes of pictures. */
    static void film(Findings findings, Seen seen, Film film, double mostRate) {
        double tolerance = tolerance(film);
        double until = film.last() + film.frameSeconds();
        findings.measured("%.2f–%.2f s", film.from(), until);
        findings.near("first frame", seen.from(), film.from(), tolerance);
        findings.near("end of the last frame", seen.until(), until, Math.max(tolerance, seen.until() * LENGTH_PART));
        seen.rate().ifPresent(rate -> rate(findings, rate, film, mostRate));
        times(findings, "flashes", seen.flashes(), film.flashes(), tolerance);
        if (seen.timeCode()) {
            codes(findings, seen, film, mostRate);
        }
    }

    /** Begin, end and beeps of sound. */
    static void waves(Findings findings, Heard heard, Waves waves) {
        findings.measured("sound %.2f–%.2f s", waves.from(), waves.until());
        findings.near("first sample", heard.from(), waves.from(), LEAST_TOLERANCE);
        findings.near("last sample", heard.until(), waves.until(), SOUND_END);
        findings.expect(waves.gaps().isEmpty(), "sound: gaps, %s", waves.gaps());
        times(findings, "beeps", heard.beeps(), waves.beeps(), LEAST_TOLERANCE);
    }

    /** How much later sound comes than the picture that belongs to it. */
    static void sync(Findings findings, Seen seen, Heard heard, Film film, Waves waves) {
        List<Double> flashes = film.flashes();
        List<Double> beeps = waves.beeps();
        if (flashes.size() != beeps.size()
                || seen.flashes().size() != heard.beeps().size()) {
            return;
        }
        double worst = 0;
        for (int i = 0; i < flashes.size(); i++) {
            double off = beeps.get(i)
                    - flashes.get(i)
                    - (heard.beeps().get(i) - seen.flashes().get(i));
            worst = Math.abs(off) > Math.abs(worst) ? off : worst;
        }
        findings.measured("A/V %+.0f ms", 5 * Math.rint(worst * 200));
        findings.near("sound after its picture", 0, worst, tolerance(film));
    }

    private static void rate(Findings findings, double rate, Film film, double mostRate) {
        double expected = Math.min(rate, mostRate);
        double steps = film.shots().size() - 1;
        if (steps > 0) {
            double found = steps / (film.last() - film.from());
            findings.measured("%.2f fps", found);
            findings.near("frames a second", expected, found, expected / 100 + 0.01);
        }
    }

    private static void codes(Findings findings, Seen seen, Film film, double mostRate) {
        int readable = film.readableCodes();
        int frames = film.shots().size();
        findings.expect(readable >= 0.9 * frames, "time codes: %d of %d can be read", readable, frames);
        findings.expect(film.inOrder(), "frames are not in order");
        film.lag()
                .ifPresent(lag ->
                        findings.near("how late frames are shown", -seen.codeAhead(), lag - 0.005, tolerance(film)));
        if (seen.rate().orElse(mostRate) <= mostRate) {
            findings.expect(
                    film.distinctCodes() >= seen.frames() - 1,
                    "different frames: %d expected, %d measured",
                    seen.frames(),
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

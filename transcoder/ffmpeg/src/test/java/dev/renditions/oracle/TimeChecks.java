package dev.renditions.oracle;

import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Waves;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Pace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks the times of video and audio. */
final class TimeChecks {
    /** The smallest tolerance, in seconds: lips and voice seem in sync within it. */
    private static final double LEAST_TOLERANCE = 0.025;

    /** In seconds. Encoded audio ends with a whole frame of its codec. */
    private static final double SOUND_END = 0.06;

    private static final double LENGTH_PART = 0.005;

    private TimeChecks() {}

    /**
     * The allowed frame rates of an output, in frames a second. The rate of the source is clamped to this range; frames of a
     * slower source are repeated.
     */
    record Rates(double least, double most) {
        double of(double source) {
            return Math.max(least, Math.min(most, source));
        }
    }

    /** The length of a frame, or what nobody notices if that is more; in seconds. */
    static double tolerance(Film film) {
        return Math.max(film.frameSeconds() + 0.001, LEAST_TOLERANCE);
    }

    /**
     * Checks start, end, rate and flashes of video.
     *
     * @param filled until when the last frame may be shown, in seconds
     */
    static void film(Findings findings, Pace pace, Film film, Rates rates, double filled) {
        double tolerance = tolerance(film);
        double until = film.until();
        findings.measured("%.2f–%.2f s", film.from(), until);
        // A ladder starts with its audio, and shows its first frame from there on.
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
     * Checks start, end and beeps of audio.
     *
     * @param filled until when silence may follow, in seconds
     */
    static void waves(Findings findings, Heard heard, Waves waves, double filled) {
        findings.measured("audio %.2f–%.2f s", waves.from(), waves.until());
        // It may also start with silence.
        if (Math.abs(waves.from()) > LEAST_TOLERANCE) {
            findings.near("first sample", heard.from(), waves.from(), LEAST_TOLERANCE);
        }
        if (Math.abs(waves.until() - filled) > SOUND_END) {
            findings.near("last sample", heard.until(), waves.until(), SOUND_END);
        }
        findings.expect(waves.gaps().isEmpty(), "audio: gaps, %s", waves.gaps());
        times(findings, "beeps", heard.beeps(), waves.beeps(heard.hertz()), LEAST_TOLERANCE);
    }

    /** Checks how much later audio is than the video that belongs to it. */
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
        findings.near("audio lag behind video", 0, worst, tolerance(film));
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
        findings.expect(readable >= 0.9 * frames, "time codes: only %d of %d are readable", readable, frames);
        findings.expect(film.inOrder(), "frames are not in order");
        film.lag()
                .ifPresent(lag -> findings.near(
                        "delay of frames", -pace.codeAhead().getAsDouble(), lag - 0.005, tolerance(film)));
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

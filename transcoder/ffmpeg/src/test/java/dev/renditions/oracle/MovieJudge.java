package dev.renditions.oracle;

import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.measure.Facts;
import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Waves;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compares videos with what their source shows. */
final class MovieJudge {
    /** The highest frame rate of any profile, in frames a second. */
    static final double MOST_RATE = 60;

    private static final TimeChecks.Rates RATES = new TimeChecks.Rates(0, MOST_RATE);

    /** Transfer tags of high dynamic range, which no output may have. */
    private static final List<String> HDR = List.of("smpte2084", "arib-std-b67");

    private MovieJudge() {}

    /**
     * Checks a file with video and audio.
     *
     * @param shortSide pixels of the shorter side at most
     */
    static void file(Findings findings, Showing showing, Path file, int shortSide) {
        Decoder.Decoded decoded = Decoder.decode(file);
        Optional<Film> film = picture(findings, showing.seen().orElseThrow(), decoded, shortSide, RATES, 0);
        sound(findings, showing.heard(), decoded, 0);
        if (film.isPresent() && showing.heard().isPresent() && decoded.waves().isPresent()) {
            TimeChecks.sync(
                    findings,
                    showing.seen().get().pace().orElseThrow(),
                    showing.heard().get(),
                    film.get(),
                    decoded.waves().get());
        }
    }

    /** Checks that decoding it reports no error. */
    static void decoding(Findings findings, Decoder.Decoded decoded) {
        String errors = decoded.errors();
        findings.expect(
                errors.isEmpty(),
                "decoding: %s (and %d more lines)",
                errors.lines().findFirst().orElse(""),
                errors.lines().count() - 1);
    }

    /**
     * Checks the video.
     *
     * @param shortSide pixels of the shorter side at most
     * @param rates the allowed frame rates
     * @param filled until when the last frame may be shown, in seconds
     */
    static Optional<Film> picture(
            Findings findings,
            Seen seen,
            Decoder.Decoded decoded,
            int shortSide,
            TimeChecks.Rates rates,
            double filled) {
        decoding(findings, decoded);
        if (decoded.film().isEmpty()) {
            findings.expect(false, "video: some expected, none measured");
            return Optional.empty();
        }
        Film film = decoded.film().get();
        Facts.Video facts = decoded.facts().video().orElseThrow();
        film.plain().ifPresent(view -> {
            LookChecks.size(findings, seen, shortSide, true, view.width() * facts.pixelAspect(), view.height());
            LookChecks.colors(findings, seen, view, facts.primaries());
        });
        findings.expect(film.plain().isPresent(), "no frame without a flash");
        findings.expect(!facts.turned(), "it is tagged as rotated");
        findings.expect(!HDR.contains(facts.transfer()), "it is tagged as high dynamic range");
        findings.expect(
                facts.pixelFormat().equals("yuv420p"), "pixels: yuv420p expected, %s measured", facts.pixelFormat());
        LookChecks.roundness(findings, film.roundness(), facts.pixelAspect());
        TimeChecks.film(findings, seen.pace().orElseThrow(), film, rates, filled);
        return Optional.of(film);
    }

    /**
     * Checks the audio.
     *
     * @param filled until when silence may follow, in seconds
     */
    static void sound(Findings findings, Optional<Heard> heard, Decoder.Decoded decoded, double filled) {
        Optional<Waves> waves = decoded.waves();
        findings.expect(
                heard.isPresent() == waves.isPresent(),
                "audio: %s expected, %s measured",
                heard.isPresent() ? "some" : "none",
                waves.isPresent() ? "some" : "none");
        if (heard.isPresent() && waves.isPresent()) {
            TimeChecks.waves(findings, heard.get(), waves.get(), filled);
            SoundChecks.channels(findings, heard.get().ears(), waves.get());
        }
    }
}

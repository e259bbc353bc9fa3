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

/** Holds films against what their source shows. */
final class MovieJudge {
    /** No profile goes beyond these frames a second. */
    static final double MOST_RATE = 60;

    private static final TimeChecks.Rates RATES = new TimeChecks.Rates(0, MOST_RATE);

    /** Tags of high dynamic range, which no output has. */
    private static final List<String> HDR = List.of("smpte2084", "arib-std-b67");

    private MovieJudge() {}

    /**
     * A file with pictures and sound.
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

    /** Decoders have nothing to complain of. */
    static void decoding(Findings findings, Decoder.Decoded decoded) {
        String complaints = decoded.complaints();
        findings.expect(
                complaints.isEmpty(),
                "decoding: %s (and %d more lines)",
                complaints.lines().findFirst().orElse(""),
                complaints.lines().count() - 1);
    }

    /**
     * Its pictures.
     *
     * @param shortSide pixels of the shorter side at most
     * @param rates frames a second that it may have
     * @param filled until when the last frame may stand, in seconds
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
            findings.expect(false, "pictures: some expected, none measured");
            return Optional.empty();
        }
        Film film = decoded.film().get();
        Facts.Video facts = decoded.facts().video().orElseThrow();
        film.plain().ifPresent(view -> {
            LookChecks.size(findings, seen, shortSide, true, view.width() * facts.pixelAspect(), view.height());
            LookChecks.colors(findings, seen, view, facts.primaries());
        });
        findings.expect(film.plain().isPresent(), "no picture without a flash");
        findings.expect(!facts.turned(), "it says that players have to turn it");
        findings.expect(!HDR.contains(facts.transfer()), "it says that it is in high dynamic range");
        findings.expect(facts.pixelFormat().equals("yuv420p"), "pixels: yuv420p expected, %s", facts.pixelFormat());
        LookChecks.roundness(findings, film.roundness(), facts.pixelAspect());
        TimeChecks.film(findings, seen.pace().orElseThrow(), film, rates, filled);
        return Optional.of(film);
    }

    /**
     * Its sound.
     *
     * @param filled until when silence may follow, in seconds
     */
    static void sound(Findings findings, Optional<Heard> heard, Decoder.Decoded decoded, double filled) {
        Optional<Waves> waves = decoded.waves();
        findings.expect(
                heard.isPresent() == waves.isPresent(),
                "sound: %s expected, %s measured",
                heard.isPresent() ? "some" : "none",
                waves.isPresent() ? "some" : "none");
        if (heard.isPresent() && waves.isPresent()) {
            TimeChecks.waves(findings, heard.get(), waves.get(), filled);
            SoundChecks.channels(findings, heard.get().ears(), waves.get());
        }
    }
}

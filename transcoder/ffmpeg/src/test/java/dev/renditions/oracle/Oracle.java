package dev.renditions.oracle;

import dev.renditions.api.Outcome;
import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Showing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks whether an output shows the images, audio and text of its source. It knows how the source was made and what was
 * published, and nothing about the steps between.
 */
final class Oracle {
    private static final int MP4_SHORT_SIDE = 360;
    private static final int LARGE_SHORT_SIDE = 720;

    private Oracle() {}

    /**
     * Measures the result for a source.
     *
     * @param refusal a regular expression that the reason must match if the source must be refused
     */
    static Findings judge(Showing showing, Kind kind, Optional<String> refusal, Rendered rendered) {
        Findings findings = new Findings();
        if (refusal.isPresent()) {
            refused(findings, refusal.get(), rendered);
        } else if (!kind.appliesTo(showing)) {
            findings.measured("%s", rendered.outcome().word());
            findings.expect(
                    rendered.outcome() == Outcome.NOT_APPLICABLE,
                    "outcome: not-applicable expected, %s measured: %s",
                    rendered.outcome().word(),
                    rendered.reason());
        } else if (rendered.main().isPresent()) {
            made(findings, showing, kind, rendered);
        } else {
            findings.measured("%s", rendered.outcome().word());
            findings.expect(
                    false,
                    "outcome: a rendition expected, %s measured: %s",
                    rendered.outcome().word(),
                    rendered.reason());
        }
        return findings;
    }

    private static void refused(Findings findings, String reason, Rendered rendered) {
        findings.measured("%s", rendered.outcome().word());
        findings.expect(
                rendered.outcome() == Outcome.FAILED && rendered.reason().matches("(?s).*(" + reason + ").*"),
                "outcome: refused with '%s' expected, %s measured: %s",
                reason,
                rendered.outcome().word(),
                rendered.reason());
    }

    private static void made(Findings findings, Showing showing, Kind kind, Rendered rendered) {
        if (rendered.outcome() == Outcome.REMUXED) {
            findings.measured("copied");
        }
        try {
            measure(findings, showing, kind, rendered);
        } catch (IOException | RuntimeException e) {
            findings.expect(false, "measuring failed: %s", e);
        }
        warnings(findings, showing.harm(), kind, rendered);
    }

    private static void warnings(Findings findings, Harm harm, Kind kind, Rendered rendered) {
        boolean some = !rendered.warnings().isEmpty();
        findings.expect(!harm.warns(kind) || some, "warnings: some expected, none measured");
        findings.expect(harm.mayWarn(kind) || !some, "warnings: none expected, %s measured", rendered.warnings());
    }

    private static void measure(Findings findings, Showing showing, Kind kind, Rendered rendered) throws IOException {
        Path main = rendered.main().orElseThrow();
        switch (kind) {
            case MP4 -> MovieJudge.file(findings, showing, main, MP4_SHORT_SIDE);
            case HEVC, AV1 -> MovieJudge.file(findings, showing, main, LARGE_SHORT_SIDE);
            case HLS -> LadderJudge.judge(findings, showing, main);
            case AAC, MP3, OPUS -> sound(findings, showing, main);
            case POSTER -> PicturesJudge.poster(findings, showing.seen().orElseThrow(), main);
            case STORYBOARD -> PicturesJudge.storyboard(findings, showing.seen().orElseThrow(), main);
            case PREVIEW -> PicturesJudge.preview(findings, showing.seen().orElseThrow(), main);
            case CAPTIONS -> CaptionsJudge.files(findings, showing.written(), rendered.files(".vtt"));
            case WAVEFORM -> WaveformJudge.judge(findings, showing.heard().orElseThrow(), main);
        }
    }

    private static void sound(Findings findings, Showing showing, Path file) {
        Decoder.Decoded decoded = Decoder.decode(file);
        MovieJudge.decoding(findings, decoded);
        MovieJudge.sound(findings, showing.heard(), decoded, 0);
        boolean audible = showing.heard().orElseThrow().audible();
        decoded.waves().filter(waves -> audible).ifPresent(waves -> SoundChecks.loudness(findings, waves));
    }
}

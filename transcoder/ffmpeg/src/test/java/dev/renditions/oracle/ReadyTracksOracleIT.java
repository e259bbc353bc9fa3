package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.InputCache;
import dev.renditions.oracle.matrix.Faults;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renditions that are assembled from the tracks of others are in sync and without gaps, as the oracle measures new ones. */
@Timeout(180)
final class ReadyTracksOracleIT {
    private static final InputCache INPUTS = new InputCache(Checkout.target("oracle-inputs"));

    @TempDir
    private Path folder;

    /** What is made before, of the same source, and what is measured. */
    @ParameterizedTest(name = "{1} after {0}")
    @CsvSource({
        "upper-rung lower-rung, ladder, HLS, ASSEMBLED",
        "upper-rung, ladder, HLS, ENCODED",
        "lower-ladder, ladder, HLS, ENCODED",
        "quiet-ladder, ladder, HLS, ENCODED",
        "ladder, upper-rung, MP4, ENCODED",
        "lower-ladder upper-rung, ladder, HLS, ASSEMBLED",
        "ladder lower-rung, upper-rung, MP4, ASSEMBLED",
    })
    void assembledRenditionShowsWhatItsSourceDoes(String before, String measured, Kind kind, Outcome outcome) {
        Input film = Faults.encoded();
        Path file = INPUTS.file(film);
        try (Service service = new Service(folder)) {
            for (String earlier : List.of(before.split(" "))) {
                assertThat(service.render(file, earlier).outcome()).isEqualTo(Outcome.ENCODED);
            }

            Rendered rendered = service.render(file, measured);

            assertThat(rendered.outcome()).as(rendered.reason()).isEqualTo(outcome);
            assertThat(Oracle.judge(film.showing(), kind, Optional.empty(), rendered)
                            .mismatches())
                    .isEmpty();
        }
    }
}

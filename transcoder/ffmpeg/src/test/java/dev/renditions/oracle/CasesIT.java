package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.testing.Cases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@linkplain Cases collected files} that were once encoded wrong or refused by mistake. */
@Timeout(120)
final class CasesIT {
    @TempDir
    private static Path folder;

    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Case> cases() {
        return CollectedCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachRenditionShowsWhatItsSourceDoes(Case one) {
        Map<Kind, Rendered> rendered = service.render(Cases.fileOrSkip(one.file()), one.kinds());
        List<String> mismatches = new ArrayList<>();
        rendered.forEach((kind, result) -> {
            Findings findings = Oracle.judge(one.showing(), kind, one.refusal(), result);
            findings.mismatches().forEach(mismatch -> mismatches.add(kind + ": " + mismatch));
        });
        assertThat(mismatches).as(one.file()).isEmpty();
    }

    /** Players disagree on what such a matrix shows, so it is never copied. */
    @Test
    void obliqueMatrixIsNotCopied() {
        Path file = Cases.fileOrSkip("m-rot45.mp4");

        Rendered rendered = service.render(file, List.of(Kind.MP4)).get(Kind.MP4);

        assertThat(rendered.outcome()).isNotEqualTo(Outcome.REMUXED);
        assertThat(rendered.main())
                .hasValueSatisfying(main -> assertThat(
                                Decoder.decode(main).facts().video())
                        .hasValueSatisfying(video -> assertThat(video.turned()).isFalse()));
    }
}

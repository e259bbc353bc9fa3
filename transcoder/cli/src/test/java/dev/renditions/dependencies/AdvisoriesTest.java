package dev.renditions.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdvisoriesTest {
    private static final Advisories SOME = Advisories.parse("""
            CVE-1,2025-01-01T00:00:00Z,"A bug, ""quoted\""",org.a:lib,2.0.0,2.13.2.1,,HIGH,CWE-1,0.1
            CVE-2,2025-02-01T00:00:00Z,"No fix",org.a:lib,0,,2.5,LOW,,
            CVE-3,2025-03-01T00:00:00Z,Never fixed,"org.b:lib",1.0-beta2,,,LOW,,
            """);

    @ParameterizedTest
    @CsvSource({
        "2.13.2, CVE-1",
        "2.13.2.1, ''",
        "2.13.2-rc1, CVE-1",
        "2.6.0, CVE-1",
        "2.5, CVE-1 CVE-2",
        "1.9, CVE-2",
        "3.0, ''"
    })
    void versionsAreComparedAsMavenDoes(String version, String ids) {
        assertThat(String.join(
                        " ",
                        SOME.of("org.a:lib", version).stream().map(Advisory::id).toList()))
                .isEqualTo(ids);
    }

    @Test
    void groupIsPartOfALibrarysName() {
        assertThat(SOME.of("org.b:lib", "1.0-beta1")).isEmpty();
        assertThat(SOME.of("org.b:lib", "99")).extracting(Advisory::id).containsExactly("CVE-3");
        assertThat(SOME.of("lib", "2.1")).isEmpty();
        assertThat(SOME.all().get(0).summary()).isEqualTo("A bug, \"quoted\"");
        assertThat(SOME.newest()).isEqualTo("2025-03-01T00:00:00Z");
    }

    @Test
    void exceptionIsForOneLibraryAndEndsAfterItsDay() {
        VulnerabilityExceptions exceptions = VulnerabilityExceptions.parse(
                List.of("# comment", "", "CVE-1 org.a:lib until 2026-06-30 not reachable: we parse nothing with it"));
        Advisory one = SOME.all().get(0);
        assertThat(exceptions.allow(one, LocalDate.of(2026, 6, 30))).isTrue();
        assertThat(exceptions.allow(one, LocalDate.of(2026, 7, 1))).isFalse();
        assertThat(exceptions.allow(SOME.all().get(1), LocalDate.of(2026, 6, 1)))
                .isFalse();
        assertThat(exceptions.unused(List.of(one))).isEmpty();
        assertThat(exceptions.unused(List.of(SOME.all().get(2)))).hasSize(1);
    }

    @Test
    void exceptionWithoutDateOrReasonIsRefused() {
        for (String line :
                List.of("CVE-1 org.a:lib", "CVE-1 org.a:lib until 2026-06-30", "CVE-1 until 2026-06-30 why")) {
            assertThatIllegalArgumentException().isThrownBy(() -> VulnerabilityExceptions.parse(List.of(line)));
        }
    }
}

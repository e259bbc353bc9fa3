package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.matrix.Group;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page matches the inputs and expectations of the matrix. {@code MatrixIT} checks the measurements. */
final class MatrixPageTest {
    private static final Path PAGE = Checkout.path("docs", "matrix.md");
    private static final int LEAST = 150;

    private static final List<Input> INPUTS =
            Group.all().stream().flatMap(group -> group.inputs().stream()).toList();

    @Test
    void pageListsEveryInputAndNoOther() throws IOException {
        assertThat(MatrixTable.rows(Files.readString(PAGE)))
                .as("docs/matrix.md; it says how it is written again")
                .containsOnlyKeys(INPUTS.stream().map(Input::name).toList());
    }

    @Test
    void pageStatesHowEachInputIsMadeAndWhatIsExpected() throws IOException {
        Map<String, String> rows = MatrixTable.rows(Files.readString(PAGE));

        assertThat(INPUTS)
                .as("docs/matrix.md; it says how it is written again")
                .allSatisfy(input -> assertThat(rows.get(input.name())).startsWith(MatrixTable.known(input)));
    }

    @Test
    void pageStatesAMeasurementForEachKind() throws IOException {
        Map<String, String> rows = MatrixTable.rows(Files.readString(PAGE));

        assertThat(INPUTS)
                .allSatisfy(input -> assertThat(rows.get(input.name()))
                        .contains(input.kinds().stream()
                                .map(kind -> "**" + kind + "** ")
                                .toList())
                        .doesNotContain("** \u2717"));
    }

    @Test
    void inputsAreManyWithUniqueNames() {
        assertThat(INPUTS).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(INPUTS).extracting(Input::name).doesNotHaveDuplicates();
    }
}

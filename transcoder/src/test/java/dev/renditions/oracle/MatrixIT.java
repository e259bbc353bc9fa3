package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Kitchen;
import dev.renditions.oracle.matrix.Group;
import dev.renditions.oracle.scene.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input of the matrix under every kind of profile that matters for it. {@code -Dmatrix.only=REGEX} tries those whose
 * names match; {@code -Dmatrix.write=FILE} writes the page of all that were tried.
 */
@Timeout(120)
final class MatrixIT {
    private static final Kitchen KITCHEN = new Kitchen(Path.of("target", "oracle-inputs"));

    /** What was found on each, by the names of inputs. */
    private static final Map<String, Map<Kind, Findings>> MEASURED = new HashMap<>();

    @TempDir
    private static Path folder;

    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        String page = System.getProperty("matrix.write", "");
        if (!page.isEmpty()) {
            Files.writeString(Path.of(page), MatrixTable.page(Group.all(), MEASURED));
        }
    }

    static Stream<Input> inputs() {
        String only = System.getProperty("matrix.only", ".*");
        return Group.all().stream()
                .flatMap(group -> group.inputs().stream())
                .filter(input -> input.name().matches(only));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void eachRenditionShowsWhatItsSourceDoes(Input input) {
        Path file = KITCHEN.file(input);
        Map<Kind, Rendered> rendered = service.render(file, input.kinds());
        List<String> mismatches = new ArrayList<>();
        Map<Kind, Findings> measured = new TreeMap<>();
        MEASURED.put(input.name(), measured);
        rendered.forEach((kind, result) -> {
            Findings findings = Oracle.judge(input.showing(), kind, input.refusal(), result);
            measured.put(kind, findings);
            findings.mismatches().forEach(mismatch -> mismatches.add(kind + ": " + mismatch));
        });
        assertThat(mismatches).as("%s, %s", input, input.made()).isEmpty();
    }
}

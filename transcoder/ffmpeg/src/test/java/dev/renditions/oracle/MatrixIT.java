package dev.renditions.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.InputCache;
import dev.renditions.oracle.matrix.Group;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.testing.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input of the matrix under every kind of profile. {@code -Dmatrix.only=REGEX} selects inputs by name;
 * {@code -Dmatrix.write=FILE} writes the results as a page.
 */
@Timeout(300)
final class MatrixIT {
    private static final InputCache INPUTS = new InputCache(Checkout.target("oracle-inputs"));
    private static final Pattern ONLY = Pattern.compile(System.getProperty("matrix.only", ".*"));

    /** Results by input name. As many inputs run at once as there are processors, since encodes are short. */
    private static final Map<String, Future<Map<Kind, Findings>>> MEASURED = new LinkedHashMap<>();

    private static final ExecutorService WORKERS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @TempDir
    private static Path folder;

    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service(folder);
        inputs().forEach(input -> MEASURED.put(input.name(), WORKERS.submit(() -> measured(input))));
    }

    @AfterAll
    static void stop() throws Exception {
        WORKERS.shutdownNow();
        service.close();
        String page = System.getProperty("matrix.write", "");
        if (!page.isEmpty()) {
            Map<String, Map<Kind, Findings>> found = new HashMap<>();
            for (Map.Entry<String, Future<Map<Kind, Findings>>> entry : MEASURED.entrySet()) {
                found.put(entry.getKey(), entry.getValue().get());
            }
            Files.writeString(Path.of(page), MatrixTable.page(Group.all(), found));
        }
    }

    static Stream<Input> inputs() {
        return Group.all().stream()
                .flatMap(group -> group.inputs().stream())
                .filter(input -> ONLY.matcher(input.name()).matches());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void eachRenditionShowsWhatItsSourceDoes(Input input) throws Exception {
        List<String> mismatches = new ArrayList<>();
        Objects.requireNonNull(MEASURED.get(input.name()))
                .get()
                .forEach((kind, findings) ->
                        findings.mismatches().forEach(mismatch -> mismatches.add(kind + ": " + mismatch)));
        assertThat(mismatches).as("%s, %s", input, input.made()).isEmpty();
    }

    private static Map<Kind, Findings> measured(Input input) {
        Path file = INPUTS.file(input);
        Map<Kind, Findings> measured = new TreeMap<>();
        service.render(file, input.kinds())
                .forEach((kind, result) ->
                        measured.put(kind, Oracle.judge(input.showing(), kind, input.refusal(), result)));
        return measured;
    }
}

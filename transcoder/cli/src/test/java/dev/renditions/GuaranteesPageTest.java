package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that {@code docs/guarantees.md} names exists. */
final class GuaranteesPageTest {
    private static final Path PROJECT = Checkout.root();
    /** The column of the tests, counted from the text before the first bar. */
    private static final int SHOWN_BY = 3;

    private static final String TESTS =
            Path.of("src", "test", "java", "dev", "renditions").toString();

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract|Processes))#(\\w+)`");

    @Test
    void everyNamedTestExists() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/guarantees.md"));
        Map<String, Path> classes = testClasses();
        List<MatchResult> named = TEST.matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(20);
        for (MatchResult test : named) {
            assertThat(classes).containsKey(test.group(1));
            assertThat(Files.readString(classes.get(test.group(1))))
                    .as("%s#%s", test.group(1), test.group(2))
                    .containsPattern("(?s)@(?:Parameterized)?Test(?:(?! void ).)*+ void " + test.group(2) + "\\(");
        }
    }

    @Test
    void everyGuaranteeNamesATest() throws IOException {
        List<String> rows = Files.readAllLines(PROJECT.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| guarantee "))
                .toList();
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.split("\\|", -1)[SHOWN_BY]).containsPattern(TEST));
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.find(
                PROJECT,
                20,
                (file, attributes) ->
                        file.toString().endsWith(".java") && file.toString().contains(TESTS))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), file -> file, (a, b) -> a));
        }
    }
}

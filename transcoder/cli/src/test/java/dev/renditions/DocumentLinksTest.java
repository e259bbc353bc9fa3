package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each relative link in a Markdown document has an existing file, and its anchor an existing heading. */
final class DocumentLinksTest {
    private static final Path PROJECT = Checkout.root();
    private static final List<String> FOLDERS = List.of("docs", "bench", "samples");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern LINK_IN_HEADING = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    @Test
    void linksHaveExistingFilesAndHeadings() throws IOException {
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(30);
        for (Path document : documents) {
            List<MatchResult> links = LINK.matcher(text(document)).results().toList();
            for (MatchResult link : links) {
                Path target = target(document, link.group(1));
                assertThat(target).as("%s in %s", link.group(), document).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target))
                            .as("%s in %s", link.group(), document)
                            .contains(link.group(2));
                }
            }
        }
    }

    private static Path target(Path document, String path) {
        return path.isEmpty() ? document : document.resolveSibling(path).normalize();
    }

    /** The anchors of all headings, as repository hosts create them. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(text(document))
                .results()
                .map(heading -> LINK_IN_HEADING.matcher(heading.group(1)).replaceAll("$1"))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .strip()
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(PROJECT)) {
            Stream<Path> roots =
                    Stream.concat(top, FOLDERS.stream().map(PROJECT::resolve).flatMap(DocumentLinksTest::below));
            return roots.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler asks of somebody who adds a kind of profile. */
final class NewKindTest {
    private static final Path KINDS =
            Checkout.path("transcoder", "core", "src", "main", "java", "dev", "renditions", "kind");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "core/src/main/java/dev/renditions/profile/ProfileReader.java, 1",
        "ffmpeg/src/main/java/dev/renditions/ffmpeg/KindEncoders.java, 2"
    })
    void switchThatListsAllKindsDoesNotCompileWithoutTheNewOne(String file, int switches) throws IOException {
        Path listing = Checkout.path("transcoder").resolve(file);
        Path kinds = KINDS.resolve("ProfileKind.java");
        assertThat(errors(List.of(kinds, listing))).isEmpty();

        String more =
                Files.readString(kinds).replace("VIDEO(\"video\", 2),", "VIDEO(\"video\", 2), MORE(\"more\", 1),");
        Path changed = Files.writeString(folder.resolve("ProfileKind.java"), more);
        assertThat(errors(List.of(changed, listing)))
                .hasSize(switches)
                .containsOnly(listing.getFileName() + ": compiler.err.not.exhaustive");
    }

    @Test
    void planWithoutItsVerificationDoesNotCompile() throws IOException {
        Path plan = KINDS.resolve("waveform/WaveformPlan.java");
        assertThat(errors(List.of(plan))).isEmpty();

        for (String method : List.of("verify", "cost", "needsPackets", "summary", "streams", "duration")) {
            String without = Files.readString(plan)
                    .replace("    @Override\n    public", "    public")
                    .replaceFirst(" " + method + "\\(", " forgotten(");
            Path changed = Files.writeString(folder.resolve("WaveformPlan.java"), without);
            assertThat(errors(List.of(changed)))
                    .as(method)
                    .containsExactly("WaveformPlan.java: compiler.err.does.not.override.abstract");
        }
    }

    private List<String> errors(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString());
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> Path.of(each.getSource().getName()).getFileName() + ": " + each.getCode())
                .toList();
    }
}

package dev.renditions.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "owners and permissions are those of Unix")
final class PathRulesTest {
    @TempDir
    private Path temp;

    /** Like a volume of a container: world-writable and not sticky. */
    private Path volume;

    @BeforeEach
    void make() throws IOException {
        volume = open(Files.createDirectory(temp.resolve("volume")));
    }

    private static Path open(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:mode", 0777);
        return folder;
    }

    @Test
    void exemptFolderIsUsedWithItsContents() throws IOException {
        Path inner = open(Files.createDirectory(volume.resolve("inner")));
        assertThat(PathRules.STRICT.objection(inner)).isPresent();
        PathRules rules = PathRules.exempting(List.of(volume));
        for (Path path : List.of(volume, inner, inner.resolve("not/there/yet"))) {
            assertThat(rules.objection(path)).isEmpty();
            rules.require(path);
        }
    }

    @Test
    void folderIsCreatedPrivateWhereOthersCanNotRedirectIt() throws IOException {
        Path created = PathRules.STRICT.createPrivate(temp.resolve("a/b"));
        assertThat(Files.getAttribute(created, "unix:mode")).isEqualTo(040700);
        assertThat(PathRules.STRICT.createPrivate(created)).isEqualTo(created);
        assertThatIOException()
                .isThrownBy(() -> PathRules.STRICT.createPrivate(volume.resolve("a/b")))
                .withMessageContaining(volume + ", on the way to");
        assertThat(volume).isEmptyDirectory();
        assertThat(PathRules.exempting(List.of(volume)).createPrivate(volume.resolve("a/b")))
                .isDirectory();
    }

    @Test
    void folderThatLeadsToAnExemptOneIsChecked() throws IOException {
        PathRules rules = PathRules.exempting(List.of(Files.createDirectory(volume.resolve("inner"))));
        assertThat(rules.objection(volume.resolve("inner")).orElseThrow()).contains(volume + ", on the way to");
        assertThatIOException().isThrownBy(() -> rules.require(volume.resolve("inner/file")));
    }

    @Test
    void folderWhoseNameBeginsLikeAnExemptOneIsChecked() throws IOException {
        Path other = open(Files.createDirectory(temp.resolve("volume-2")));
        assertThat(PathRules.exempting(List.of(volume)).objection(other)).isPresent();
    }

    @Test
    void linkThatLeadsOutOfAnExemptFolderIsCheckedThere() throws IOException {
        Path outside = open(Files.createDirectory(temp.resolve("outside")));
        Path link = Files.createSymbolicLink(volume.resolve("link"), outside);
        assertThat(PathRules.exempting(List.of(volume))
                        .objection(link.resolve("file"))
                        .orElseThrow())
                .contains(outside.toString());
        Path up = Files.createSymbolicLink(volume.resolve("up"), Path.of("../outside"));
        assertThat(PathRules.exempting(List.of(volume)).objection(up)).isPresent();
    }

    @Test
    void exemptFolderMayBeNamedThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), volume);
        PathRules rules = PathRules.exempting(List.of(link));
        assertThat(rules.objection(volume.resolve("file"))).isEmpty();
        assertThat(rules.objection(link.resolve("file"))).isEmpty();
    }

    @Test
    void everyPathIsUsedIfObjectionsAreOnlyWarnings() throws IOException {
        PathRules rules = PathRules.STRICT.onlyWarning();
        assertThat(rules.objection(volume)).isEmpty();
        rules.require(volume);
    }
}

package dev.renditions.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.IndexSecret;
import dev.renditions.StoreException;
import dev.renditions.index.IndexUnderTest;
import dev.renditions.index.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FolderSecretTest {
    @TempDir
    Path folder;

    @Test
    void secretIsMadeOnceAndStays() {
        Path root = folder.resolve("new/store");
        String made = new FolderSecret(root).read();
        Seal.parse(made);
        assertThat(new FolderSecret(root).read()).isEqualTo(made);
        assertThat(new FolderSecret(folder.resolve("another")).read()).isNotEqualTo(made);
    }

    @Test
    void allWhoComeAtOnceReadTheSame() throws Exception {
        assertThat(IndexUnderTest.atOnce(16, () -> new FolderSecret(folder).read()))
                .hasSize(16)
                .containsOnly(new FolderSecret(folder).read());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadIt() throws IOException {
        new FolderSecret(folder).read();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(IndexSecret.NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void itIsNotARenditionAndLeavesNothingElse() throws IOException {
        new FolderSecret(folder).read();
        try (DirectoryStore store = new DirectoryStore(folder);
                var keys = store.keys();
                Stream<Path> files = Files.list(folder)) {
            assertThat(keys).isEmpty();
            assertThat(files).containsExactly(folder.resolve(IndexSecret.NAME));
        }
    }

    @Test
    void folderThatIsAFileIsAFailureOfTheStore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> new FolderSecret(file).read());
    }
}

package dev.renditions.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.StoreException;
import dev.renditions.index.IndexUnderTest;
import dev.renditions.index.codec.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryIndexKeyTest {
    @TempDir
    Path folder;

    @Test
    void secretIsCreatedOnceAndKept() {
        Path root = folder.resolve("new/store");
        String made = new DirectoryIndexKey(root).read(Optional.empty());
        Seal.parse(made);
        assertThat(new DirectoryIndexKey(root).read(Optional.empty())).isEqualTo(made);
        assertThat(new DirectoryIndexKey(folder.resolve("another")).read(Optional.empty()))
                .isNotEqualTo(made);
    }

    @Test
    void deletedSecretIsRestoredByAWorkerThatKnowsIt() throws IOException {
        String made = new DirectoryIndexKey(folder).read(Optional.empty());
        Files.delete(folder.resolve(IndexSecret.NAME));
        assertThat(new DirectoryIndexKey(folder).read(Optional.of(made))).isEqualTo(made);
        assertThat(new DirectoryIndexKey(folder).read(Optional.of(Seal.newSecret())))
                .as("the secret from before")
                .isEqualTo(made);
        assertThat(new DirectoryIndexKey(folder).read(Optional.empty())).isEqualTo(made);
    }

    @Test
    void concurrentReadersGetTheSameSecret() throws Exception {
        assertThat(IndexUnderTest.atOnce(16, () -> new DirectoryIndexKey(folder).read(Optional.empty())))
                .hasSize(16)
                .containsOnly(new DirectoryIndexKey(folder).read(Optional.empty()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void secretIsReadableByItsOwnerOnly() throws IOException {
        new DirectoryIndexKey(folder).read(Optional.empty());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(IndexSecret.NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void secretIsNotListedAsARendition() throws IOException {
        new DirectoryIndexKey(folder).read(Optional.empty());
        try (DirectoryStore store = new DirectoryStore(folder);
                var keys = store.keys();
                Stream<Path> files = Files.list(folder)) {
            assertThat(keys).isEmpty();
            assertThat(files).containsExactly(folder.resolve(IndexSecret.NAME));
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsAStoreError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new DirectoryIndexKey(file).read(Optional.empty()));
    }
}

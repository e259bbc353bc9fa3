package dev.renditions.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.config.SettingsException;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
    @TempDir
    private Path folder;

    @Test
    void mediaOfFoldersAreFoundInOrder() throws IOException {
        make("b.mp4", "a.JPG", "sub/c.mp3", "notes.txt", "film.mp4.part", ".hidden.mp4", ".git/d.mp4");
        SourceFiles sources = find(folder.toString());
        assertThat(names(sources)).containsExactly(path("a.JPG"), path("b.mp4"), path("sub/c.mp3"));
        assertThat(sources.skipped()).isEqualTo(3);
    }

    @Test
    void namedFileIsASourceWithAnyName() throws IOException {
        make("film.mp4.part");
        assertThat(names(find(path("film.mp4.part"), "s3://bucket/a b%20?é")))
                .containsExactly(path("film.mp4.part"), "s3://bucket/a b%20?é");
    }

    @Test
    void storeWithinAFolderIsSkipped() throws IOException {
        make("a.mp4", "out/ab/x/video.mp4");
        SourceFiles sources =
                SourceFiles.find(List.of(folder.toString()), new StoreAddress.Directory(folder.resolve("out")));
        assertThat(names(sources)).containsExactly(path("a.mp4"));
    }

    @Test
    void allMissingFilesAreReported() {
        assertThatThrownBy(() -> find(path("nowhere.mp4"), path("neither.mp4")))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.mistakes()).hasSize(2))
                .hasMessageContaining("nowhere.mp4")
                .hasMessageContaining("neither.mp4");
    }

    @Test
    void folderWithoutMediaIsAMistake() throws IOException {
        make("notes.txt");
        assertThatThrownBy(() -> find(folder.toString())).hasMessageContaining("no media");
    }

    @Test
    void bucketsAndTheirFoldersAreNotSources() {
        assertThatThrownBy(() -> find("s3://bucket", "s3://bucket/films/", "s3://b/x"))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.mistakes()).hasSize(3));
    }

    private static List<String> names(SourceFiles sources) {
        return sources.addresses().stream().map(SourceAddress::name).toList();
    }

    private SourceFiles find(String... arguments) {
        return SourceFiles.find(List.of(arguments), new StoreAddress.Bucket("bucket", ""));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }
}

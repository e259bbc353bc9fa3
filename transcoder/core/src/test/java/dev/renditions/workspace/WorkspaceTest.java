package dev.renditions.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.SourceException;
import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {
    @TempDir
    private Path root;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are those of Unix")
    void rootThatOthersCanWriteIsUsedIfItIsTrusted() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Workspace workspace = new Workspace(root, Clock.systemUTC())) {
            assertThatExceptionOfType(SourceException.class).isThrownBy(workspace::open);
        }
        PathRules paths = PathRules.exempting(List.of(root));
        try (Workspace workspace = new Workspace(root, Clock.systemUTC(), paths);
                Workspace.Folder folder = workspace.open()) {
            assertThat(folder.path()).isEmptyDirectory();
        }
    }

    @Test
    void folderIsPrivateAndDeletedWithItsJob() throws IOException {
        try (Workspace workspace = new Workspace(root, Clock.systemUTC())) {
            Path path;
            try (Workspace.Folder folder = workspace.open()) {
                path = folder.path();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo("rwx------");
                Files.writeString(path.resolve("source"), "x");
                try (Workspace.Folder inner = folder.open("out")) {
                    Files.writeString(inner.path().resolve("encoded"), "x");
                }
                assertThat(path.resolve("out")).doesNotExist();
            }
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void closingDeletesOpenFoldersAndFollowsNoLink() throws IOException {
        Path mine = Files.writeString(root.resolve("film.mp4"), "mine");
        Workspace workspace = new Workspace(root.resolve("work"), Clock.systemUTC());
        Path path = workspace.open().path();
        Files.createSymbolicLink(path.resolve("source"), mine);
        Files.createSymbolicLink(path.resolve("folder"), root);
        workspace.close();
        assertThat(path).doesNotExist();
        assertThat(mine).hasContent("mine");
    }

    @Test
    void clearingDeletesFoldersThatAreNotOpenHere() throws IOException {
        try (Workspace workspace = new Workspace(root, Clock.systemUTC());
                Workspace.Folder mine = workspace.open()) {
            Path dead = Files.createDirectory(root.resolve("renditions-job-1"));
            Files.writeString(dead.resolve("source"), "x");
            Path other = Files.createDirectory(root.resolve("renditions-cache"));
            workspace.clear();
            assertThat(dead).doesNotExist();
            assertThat(mine.path()).exists();
            assertThat(other).exists();
        }
        new Workspace(root.resolve("absent"), Clock.systemUTC()).clear();
    }

    @Test
    void foldersOfCrashedProcessesAreDeletedAfterADay() throws IOException {
        Path dead = aged(Files.createDirectory(root.resolve("renditions-job-1")), Duration.ofHours(25));
        Path alive = aged(Files.createDirectory(root.resolve("renditions-job-2")), Duration.ofHours(23));
        Path other = aged(Files.createDirectory(root.resolve("renditions-cache")), Duration.ofDays(99));
        try (Workspace workspace = new Workspace(root, Clock.systemUTC());
                Workspace.Folder ignored = workspace.open()) {
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(other).exists();
        }
    }

    /** In a shared folder everybody can use names like ours. */
    @Test
    void foldersThatOthersCanChangeAreNotDeletedHoweverOldTheyAre() throws IOException {
        Path theirs = aged(Files.createDirectory(root.resolve("renditions-job-1")), Duration.ofHours(25));
        Path open = aged(Files.createDirectory(root.resolve("renditions-job-2")), Duration.ofHours(25));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        boolean administrator = Files.getAttribute(root, "unix:uid").equals(0);
        if (administrator) {
            Files.setAttribute(theirs, "unix:uid", 65534);
        }
        try (Workspace workspace = new Workspace(root, Clock.systemUTC());
                Workspace.Folder ignored = workspace.open()) {
            workspace.clear();
            assertThat(open.resolve("source")).exists();
            assertThat(Files.exists(theirs)).isEqualTo(administrator);
        }
    }

    @Test
    void rootThatOthersCanChangeIsRefusedWithAdvice() throws IOException {
        Path shared = Files.createDirectory(root.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Workspace workspace = new Workspace(shared.resolve("work"), Clock.systemUTC())) {
            assertThatThrownBy(workspace::open)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining(shared + ", on the way to")
                    .hasMessageContaining("RENDITIONS_WORK_DIR");
            assertThat(shared).isEmptyDirectory();
        }
    }

    @Test
    void errorAboutAnUnwritableRootHasAdvice() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        try (Workspace workspace = new Workspace(file, Clock.systemUTC())) {
            assertThatThrownBy(workspace::open)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("RENDITIONS_WORK_DIR");
        }
    }

    private static Path aged(Path folder, Duration age) throws IOException {
        Files.writeString(folder.resolve("source"), "x");
        return Files.setLastModifiedTime(
                folder, FileTime.from(Clock.systemUTC().instant().minus(age)));
    }
}

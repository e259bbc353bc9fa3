package dev.renditions.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.testing.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems delete by paths, and have no atomic exchange of names")
final class DeletionTest {
    private static final int FILES = 300;
    private static final int NOBODY = 65534;
    private static final FileTime OLD = FileTime.from(Instant.now().minus(Duration.ofDays(3)));

    @TempDir
    private Path temp;

    private Path shared;
    private Path canary;

    @BeforeEach
    void make() throws IOException {
        shared = Files.createDirectory(temp.resolve("shared"));
        canary = Files.createDirectory(temp.resolve("canary"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(canary.resolve("file-" + i), "mine");
        }
    }

    /** Creates files with the names of those in the canary, so that a redirected deletion would delete the canary. */
    private Path filled(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("file-" + i), "temporary");
        }
        return folder;
    }

    private void assertCanaryLives() throws IOException {
        try (Stream<Path> files = Files.list(canary)) {
            assertThat(files).hasSize(FILES);
        }
    }

    @Test
    void folderThatIsExchangedForALinkMeanwhileLeadsNowhereElse() throws IOException {
        for (int round = 0; round < 5; round++) {
            Path job = Files.createDirectory(shared.resolve("job-" + round));
            Path inner = filled(job.resolve("inner"));
            Path link = Files.createSymbolicLink(shared.resolve("link-" + round), canary);
            try (Exchange attacker = Exchange.of(inner, link)) {
                assertThat(attacker).isNotNull();
                deleteUnderAttack(job);
            }
            assertCanaryLives();
        }
    }

    @Test
    void topmostFolderThatIsExchangedForALinkMeanwhileLeadsNowhereElse() throws IOException {
        for (int round = 0; round < 5; round++) {
            Path job = filled(shared.resolve("job-" + round));
            Path link = Files.createSymbolicLink(shared.resolve("link-" + round), canary);
            Files.setLastModifiedTime(job, OLD);
            try (Exchange attacker = Exchange.of(job, link)) {
                assertThat(attacker).isNotNull();
                Deletion.sweep(shared, (name, changed) -> name.startsWith("job-"));
            }
            assertCanaryLives();
        }
    }

    /** Deletes a job. A folder that the attacker exchanges in time may remain, or a link in its place. */
    private static void deleteUnderAttack(Path job) {
        try {
            Deletion.delete(job);
        } catch (IOException e) {
            assertThat(job).exists();
        }
    }

    @Test
    void folderOfAnotherUserIsLeftAlone() throws IOException {
        assumeTrue(isAdministrator(), "only root can give files to other users");
        Path theirs = filled(shared.resolve("job-theirs"));
        Path ours = filled(shared.resolve("job-ours"));
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        Deletion.sweep(shared, (name, changed) -> name.startsWith("job-"));
        assertThat(theirs).isNotEmptyDirectory();
        assertThat(ours).doesNotExist();
    }

    @Test
    void folderThatOthersMayWriteIsLeftAlone() throws IOException {
        for (String permissions : List.of("rwxrwx---", "rwxr-xrwx")) {
            Path open = filled(shared.resolve("job-" + permissions));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
            Deletion.sweep(shared, (name, changed) -> true);
            assertThat(open).isNotEmptyDirectory();
        }
    }

    @Test
    void linkNamedLikeOursIsLeftAlone() throws IOException {
        Path link = Files.createSymbolicLink(shared.resolve("job-link"), canary);
        Deletion.sweep(shared, (name, changed) -> true);
        assertThat(link).isSymbolicLink();
        assertCanaryLives();
    }

    @Test
    void onlySelectedEntriesAreSwept() throws IOException {
        Path old = filled(shared.resolve("job-old"));
        Path young = filled(shared.resolve("job-young"));
        Path other = filled(shared.resolve("other"));
        Path file = Files.writeString(shared.resolve("job-file"), "");
        for (Path path : List.of(old, other, file)) {
            Files.setLastModifiedTime(path, OLD);
        }
        FileTime limit = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        Deletion.sweep(shared, (name, changed) -> name.startsWith("job-") && changed.compareTo(limit) < 0);
        assertThat(old).doesNotExist();
        assertThat(file).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
        Deletion.sweep(temp.resolve("absent"), (name, changed) -> true);
    }

    @Test
    void linksAreDeletedAndNotFollowed() throws IOException {
        Path job = filled(shared.resolve("job"));
        Files.createSymbolicLink(job.resolve("folder"), canary);
        Files.createSymbolicLink(job.resolve("file"), canary.resolve("file-1"));
        Deletion.delete(job);
        assertThat(job).doesNotExist();
        assertCanaryLives();
        Deletion.delete(job);
        Path link = Files.createSymbolicLink(shared.resolve("link"), canary);
        Deletion.delete(link);
        assertThat(link).doesNotExist();
        assertCanaryLives();
    }

    /** Nested deeper than the limits of open files and of path lengths. */
    @Test
    void veryDeepFoldersAreDeleted() throws Exception {
        Path job = Files.createDirectory(shared.resolve("job"));
        Exchange.requirePython();
        Process maker = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import os\nos.chdir('" + job + "')\nfor i in range(3000):\n os.mkdir('d'); os.chdir('d')\n")
                .inheritIO()
                .start();
        assertThat(maker.waitFor()).isZero();
        Deletion.delete(job);
        assertThat(job).doesNotExist();
    }

    /** A hostile program that runs as our user may create such folders and fill them. */
    @Test
    void foldersOfOursWithoutPermissionsAreDeleted() throws Exception {
        assertThat(OtherUser.run(temp, ClosedFolders.class)).isEqualTo("deleted: true\n");
    }

    @Test
    void rootOfAFileSystemIsNeverDeleted() {
        assertThatIOException().isThrownBy(() -> Deletion.delete(temp.getRoot()));
    }

    private boolean isAdministrator() throws IOException {
        return Files.getAttribute(temp, "unix:uid").equals(0);
    }
}

package dev.renditions.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "owners and permissions are those of Unix")
final class TrustedPathTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path temp;

    private Path folder;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"), PrivateFolder.attributes("rwxr-xr-x"));
        file = Files.writeString(Files.createDirectory(folder.resolve("inner")).resolve("file"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static Path allowing(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
        return path;
    }

    /** The folder of the test is in /tmp. */
    @Test
    void ownPathBelowASharedTemporaryFolderIsTrusted() throws IOException {
        assertThat(TrustedPath.objection(file)).isEmpty();
        assertThat(TrustedPath.objection(folder.resolve("not/there/yet"))).isEmpty();
        assertThat(TrustedPath.objection(Path.of("/tmp"))).isEmpty();
        TrustedPath.require(file);
    }

    @Test
    void worldWritableFolderOnTheWayIsNamed() throws IOException {
        allowing(folder, 0777);
        for (Path path : List.of(folder, file, folder.resolve("not/there/yet"))) {
            assertThat(TrustedPath.objection(path).orElseThrow())
                    .contains(folder.toString(), "can be changed by other users", "chmod go-w");
        }
        assertThatIOException().isThrownBy(() -> TrustedPath.require(file));
        allowing(folder, 01777);
        assertThat(TrustedPath.objection(file)).isEmpty();
    }

    @Test
    void worldWritableFileIsNamed() throws IOException {
        allowing(file, 0622);
        assertThat(TrustedPath.objection(file).orElseThrow()).contains("'" + file + "'");
        // The sticky bit has no effect on files.
        allowing(file, 01622);
        assertThat(TrustedPath.objection(file)).isPresent();
    }

    @Test
    void folderOfAnotherUserIsNamedWhateverItsPermissions() throws IOException {
        assumeTrue(Files.getAttribute(temp, "unix:uid").equals(0), "only root can give files to other users");
        allowing(folder, 0700);
        Files.setAttribute(folder, "unix:uid", NOBODY);
        assertThat(TrustedPath.objection(file).orElseThrow()).contains(folder.toString(), "belongs to the user");
        assertThat(TrustedPath.objection(folder.resolve("new")).orElseThrow()).contains(folder.toString());
    }

    @Test
    void folderThatAForeignGroupCanWriteIsNamed() throws IOException {
        assumeTrue(Files.getAttribute(temp, "unix:uid").equals(0), "only root can give files to other groups");
        allowing(folder, 0775);
        Files.setAttribute(folder, "unix:gid", NOBODY);
        assertThat(TrustedPath.objection(file).orElseThrow()).contains(folder.toString());
    }

    @Test
    void linkOfAnotherUserIsNotFollowed() throws IOException {
        assumeTrue(Files.getAttribute(temp, "unix:uid").equals(0), "only root can give files to other users");
        Path shared = allowing(Files.createDirectory(temp.resolve("shared")), 01777);
        Path link = Files.createSymbolicLink(shared.resolve("link"), folder);
        assertThat(TrustedPath.objection(link.resolve("inner/file"))).isEmpty();
        run("chown", "-h", String.valueOf(NOBODY), link.toString());
        assertThat(TrustedPath.objection(link.resolve("inner/file")).orElseThrow())
                .contains(link.toString());
    }

    @Test
    void foldersBehindALinkAreChecked() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("folder", "inner"));
        assertThat(TrustedPath.objection(link.resolve("file"))).isEmpty();
        allowing(folder, 0777);
        assertThat(TrustedPath.objection(link.resolve("file")).orElseThrow()).contains(folder + ", on the way");
        assertThat(TrustedPath.objection(temp.resolve("link/../inner/file"))).isPresent();
    }

    @Test
    void cyclicLinksAreAnError() throws IOException {
        Files.createSymbolicLink(temp.resolve("a"), temp.resolve("b"));
        Files.createSymbolicLink(temp.resolve("b"), temp.resolve("a"));
        assertThatIOException().isThrownBy(() -> TrustedPath.objection(temp.resolve("a/file")));
    }

    @Test
    void groupOfASingleUserIsRecognized() {
        List<String> lines = List.of("root:x:0:", "ann:x:1000:", "bob:x:1001:bob", "eve:x:1002:eve,mallory", "", "odd");
        PrivateGroups groups = new PrivateGroups(lines, List.of("ann:x:1000:1000:::", "bob:x:1001:1001:::", "odd"));
        assertThat(groups.isAlone("ann")).isTrue();
        assertThat(groups.isAlone("bob")).isTrue();
        assertThat(groups.isAlone("eve")).isFalse();
        assertThat(groups.isAlone("zoe")).isFalse();
    }

    /** As after {@code useradd -g ann bob}: no list of members has bob. */
    @Test
    void primaryGroupOfAnotherUserIsNotPrivate() {
        List<String> lines = List.of("ann:x:1000:", "bob:x:1001:");
        PrivateGroups groups = new PrivateGroups(lines, List.of("ann:x:1000:1000:::", "bob:x:1001:1000:::"));
        assertThat(groups.isAlone("ann")).isFalse();
        assertThat(groups.isAlone("bob")).isTrue();
    }

    private static void run(String... command) throws IOException {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.files.PrivateFolder;
import dev.renditions.files.StoreReaders;
import dev.renditions.testing.OtherUser;
import dev.renditions.testing.SampleRendition;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "owners and permissions are those of Unix")
final class StoreReadersTest {
    private static final int OTHER_GROUP = 65534;

    @TempDir
    private Path folder;

    /** Writes a store. Returns the permissions of all its files and folders by their paths in it. */
    private Map<String, String> written(StoreReaders readers) throws IOException {
        Path root = folder.resolve("a/store");
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(folder.resolve("job")));
        try (DirectoryLeases leases = new DirectoryLeases(root, readers);
                DirectoryStore store = new DirectoryStore(root, readers)) {
            assertThat(leases.tryTake(KEY, Duration.ofMinutes(1))).isPresent();
            assertThat(new DirectoryIndexKey(root, readers).read(Optional.empty()))
                    .isNotEmpty();
            store.publish(rendition.manifest(), rendition.folder());
        }
        Map<String, String> permissions = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.forEach(path -> permissions.put(root.relativize(path).toString(), permissions(path)));
        }
        return permissions;
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"OWNER, rwx------, rw-------", "GROUP, rwxr-x---, rw-r-----", "ALL, rwxr-xr-x, rw-r--r--"})
    void renditionsAreReadableByTheirReadersAndTheRestByTheOwner(StoreReaders readers, String ofFolders, String ofFiles)
            throws IOException {
        Map<String, String> written = written(readers);
        assertThat(written).hasSizeGreaterThan(8);
        written.forEach((path, permissions) -> {
            boolean isFolder = Files.isDirectory(folder.resolve("a/store").resolve(path));
            boolean hidden = path.startsWith(".");
            String expected = isFolder ? (hidden ? "rwx------" : ofFolders) : (hidden ? "rw-------" : ofFiles);
            assertThat(permissions).as(path).isEqualTo(expected);
        });
        assertThat(permissions(folder.resolve("a"))).isEqualTo(ofFolders);
    }

    /** Renditions in a folder that other users can read are not readable by them. */
    @Test
    void filesInAnOpenFolderStayPrivate() throws IOException {
        Files.createDirectories(folder.resolve("a/store"), PrivateFolder.attributes("rwxr-xr-x"));
        Map<String, String> written = written(StoreReaders.OWNER);
        written.remove("");
        assertThat(written.values()).containsOnly("rwx------", "rw-------");
    }

    /** {@code docs/security.md} describes this for a web server: new files in the store have the group of its folder. */
    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems pass on groups without that bit, or not at all")
    void setGroupIdBitPassesTheGroupToAllNewFiles(StoreReaders readers) throws IOException {
        Path root = Files.createDirectories(folder.resolve("a/store"));
        Object group = Files.getAttribute(root, "unix:gid");
        if (Files.getAttribute(root, "unix:uid").equals(0)) {
            group = OTHER_GROUP;
            Files.setAttribute(root, "unix:gid", group);
        }
        Files.setAttribute(root, "unix:mode", 02750);

        written(readers);

        List<Path> all;
        try (Stream<Path> walked = Files.walk(root)) {
            all = walked.toList();
        }
        for (Path path : all) {
            assertThat(Files.getAttribute(path, "unix:gid")).as("%s", path).isEqualTo(group);
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            assertThat(mode & 07000).as("%s", path).isEqualTo(Files.isDirectory(path) ? 02000 : 0);
        }
    }

    /** Only one user writes a store. The error for another user names the owner. */
    @ParameterizedTest
    @EnumSource(names = {"OWNER", "ALL"})
    void errorForAnotherUserNamesTheOwner(StoreReaders readers) throws Exception {
        if (!OtherUser.areWeAdministrator(folder)) {
            Skip.test("only root can run programs as other users");
        }
        written(readers);
        Path root = folder.resolve("a/store");
        Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

        String printed = OtherUser.run(folder, StoreAccessProgram.class, root, readers);

        String owner = " belongs to the user root; only one user may write to a store";
        if (readers == StoreReaders.ALL) {
            assertThat(printed).contains("found: true\n");
        } else {
            assertThat(printed).containsPattern("found: .*permission denied on .*" + owner);
        }
        assertThat(printed)
                .containsPattern("published: .*permission denied on .*" + owner)
                .containsPattern("taken: .*permission denied on .*" + owner);
    }

    /** The system removes the bit when such a user changes the permissions of a folder. Files would have the wrong group. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems pass on groups without that bit, or not at all")
    void userOutsideTheGroupWithANarrowUmaskGetsAnError() throws Exception {
        if (!OtherUser.areWeAdministrator(folder)) {
            Skip.test("only root can run programs as other users");
        }
        Path root = Files.createDirectory(folder.resolve("store"));
        Files.setAttribute(root, "unix:uid", OtherUser.ID);
        Files.setAttribute(root, "unix:mode", 02750);

        String printed = OtherUser.run(folder, StoreAccessProgram.class, root, StoreReaders.GROUP);

        assertThat(printed).containsPattern("published: .*can't keep the set-group-ID bit .*umask");
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all).allMatch(path -> path.getFileName().toString().startsWith("."));
        }
    }

    /** The draft is kept, because others may have replaced it. So the user has to know where it is. */
    @Test
    void groupWritableDraftOfAnEarlierVersionIsReportedWithAdvice() throws Exception {
        Path root = Files.createDirectory(folder.resolve("store"));
        Path incoming = Files.createDirectory(root.resolve(".incoming"));
        Path draft = Files.createDirectory(incoming.resolve(UUID.randomUUID().toString()));
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        if (OtherUser.areWeAdministrator(folder)) {
            for (Path path : List.of(root, incoming, draft)) {
                Files.setAttribute(path, "unix:uid", OtherUser.ID);
            }
        }

        assertThat(OtherUser.run(folder, StoreAccessProgram.class, root, StoreReaders.OWNER))
                .contains("if " + draft + " is yours, delete it with rm -r");
        assertThat(draft).exists();
    }

    @Test
    void readersAreNamedInLowerCase() {
        assertThat(StoreReaders.parse("group")).hasValue(StoreReaders.GROUP);
        assertThat(StoreReaders.parse("0640")).isEmpty();
        assertThat(StoreReaders.parse("OWNER")).isEmpty();
    }
}

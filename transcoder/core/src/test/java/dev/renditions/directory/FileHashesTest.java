package dev.renditions.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.SpooledSource;
import dev.renditions.files.PathRules;
import dev.renditions.index.ContentHash;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileHashesTest {
    /** A time after a write at which the file is assumed to be complete. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private static final ContentHash ABC = ContentHash.of("abc".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private Path file;
    private FileHashes hashes;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a.mp4"), "abc").toRealPath();
        hashes = new FileHashes(folder.resolve("hashes"), PathRules.STRICT);
    }

    private void remember() throws IOException {
        hashes.add(file, SpooledSource.Stamp.of(file), ABC, Instant.now().plus(LATER));
    }

    @Test
    void unchangedFileIsKnownToEveryProcess() throws IOException {
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
        remember();
        FileHashes another = new FileHashes(folder.resolve("hashes"), PathRules.STRICT);
        assertThat(new FileSource(file, another).declaredContent()).contains(ABC);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(new FileSource(link, another).declaredContent()).contains(ABC);
        assertThat(new FileSource(folder.resolve("gone"), another).declaredContent())
                .isEmpty();
    }

    @Test
    void fileThatWasJustWrittenIsNotRemembered() throws IOException {
        new FileSource(file, hashes).spool(Files.createDirectory(folder.resolve("spool")));
        assertThat(folder.resolve("hashes")).doesNotExist();
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
    }

    @Test
    void oldFileIsRememberedWhenItIsRead() throws IOException {
        // The change time of a new file is now and can't be set, so an existing file is used.
        Path old = Checkout.path("samples", "still.png").toRealPath();
        SpooledSource spooled = new FileSource(old, hashes).spool(Files.createDirectory(folder.resolve("spool")));
        assertThat(new FileSource(old, hashes).declaredContent()).contains(spooled.content());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file systems have no change time")
    void changeWithTheSameSizeAndModificationTimeIsDetected() throws IOException {
        remember();
        FileTime modified = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, modified);
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
    }

    @Test
    void replacedFileIsReadAgain() throws IOException {
        remember();
        Path other = Files.writeString(folder.resolve("other"), "xyz");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are those of Unix")
    void folderThatOthersCanWriteIsNotTrusted() throws IOException {
        remember();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hashes"))))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(folder.resolve("hashes"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 3 0 0 ", "\u0000\u0000\u0000", "garbage\n"})
    void damagedEntryIsIgnored(String text) throws IOException {
        remember();
        Files.writeString(entries().get(0), text);
        assertThat(new FileSource(file, hashes).declaredContent()).isEmpty();
    }

    @Test
    void entryWithAnyChangedCharacterIsIgnored() throws IOException {
        remember();
        Path entry = entries().get(0);
        String text = Files.readString(entry);
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == '0' ? '1' : '0';
            Files.writeString(entry, text.substring(0, i) + other + text.substring(i + 1));
            assertThat(new FileSource(file, hashes).declaredContent())
                    .as("digit " + i)
                    .isEmpty();
        }
        Files.writeString(entry, text);
        assertThat(new FileSource(file, hashes).declaredContent()).contains(ABC);
    }

    @Test
    void numberOfEntriesIsLimited() throws IOException {
        SpooledSource.Stamp stamp = SpooledSource.Stamp.of(file);
        FileHashes few = new FileHashes(folder.resolve("hashes"), PathRules.STRICT, 2);
        for (int i = 0; i < 700; i++) {
            few.add(Path.of("/" + i), stamp, ABC, Instant.now().plus(LATER));
        }
        assertThat(entries()).hasSizeBetween(300, 512);
        assertThat(few.find(Path.of("/699"), stamp)).contains(ABC);
    }

    @Test
    void leastRecentlyUsedIsForgottenFirst() throws IOException {
        SpooledSource.Stamp stamp = SpooledSource.Stamp.of(file);
        FileHashes few = new FileHashes(folder.resolve("hashes"), PathRules.STRICT, 2);
        List<Path> sameFolder = Stream.iterate(0, i -> i + 1)
                .map(i -> Path.of("/" + i))
                .filter(path -> few.entry(path, stamp)
                        .getParent()
                        .equals(few.entry(Path.of("/0"), stamp).getParent()))
                .limit(3)
                .toList();
        Path used = sameFolder.get(0);
        Path unused = sameFolder.get(1);
        few.add(used, stamp, ABC, Instant.now().plus(LATER));
        few.add(unused, stamp, ABC, Instant.now().plus(LATER));
        Files.setLastModifiedTime(few.entry(used, stamp), ago(FileHashes.USED.multipliedBy(3)));
        Files.setLastModifiedTime(few.entry(unused, stamp), ago(FileHashes.USED.multipliedBy(2)));

        assertThat(few.find(used, stamp)).contains(ABC);
        few.add(sameFolder.get(2), stamp, ABC, Instant.now().plus(LATER));

        assertThat(few.find(used, stamp)).contains(ABC);
        assertThat(few.find(unused, stamp)).isEmpty();
        assertThat(few.find(sameFolder.get(2), stamp)).contains(ABC);
    }

    @Test
    void recentUseIsNotRecordedAgain() throws IOException {
        SpooledSource.Stamp stamp = SpooledSource.Stamp.of(file);
        remember();
        FileTime written = ago(FileHashes.USED.dividedBy(2));
        Files.setLastModifiedTime(hashes.entry(file, stamp), written);
        assertThat(hashes.find(file, stamp)).contains(ABC);
        assertThat(Files.getLastModifiedTime(hashes.entry(file, stamp))).isEqualTo(written);
    }

    private static FileTime ago(Duration time) {
        return FileTime.from(Instant.now().minus(time).truncatedTo(ChronoUnit.SECONDS));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("hashes"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}

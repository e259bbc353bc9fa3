package dev.renditions.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.api.SourceException;
import dev.renditions.api.SourceException.Kind;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.testing.LargeFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSourceTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final FileSource.Link IMPOSSIBLE = (link, target) -> {
        throw new FileSystemException(link.toString(), target.toString(), "Operation not permitted");
    };

    @TempDir
    Path folder;

    private Path spool;

    @BeforeEach
    void makeSpool() throws IOException {
        spool = Files.createDirectory(folder.resolve("spool"));
    }

    @Test
    void hashIsTheSha256OfTheBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");

        SpooledSource spooled = new FileSource(file).spool(spool);

        assertThat(spooled.content()).isEqualTo(ContentHash.parse(SHA256_OF_ABC));
        assertThat(spooled.bytes()).isEqualTo(3);
        assertThat(spooled.unchanged()).isTrue();
    }

    @Test
    void emptyFileHasTheHashOfNothing() throws IOException {
        SpooledSource spooled = new FileSource(Files.createFile(folder.resolve("empty"))).spool(spool);

        assertThat(spooled.content()).isEqualTo(ContentHash.of(new byte[0]));
        assertThat(spooled.bytes()).isZero();
    }

    @Test
    void largeFileIsHashedWhole() throws IOException {
        LargeFile large = LargeFile.write(folder.resolve("large.bin"), 64 << 20);

        SpooledSource spooled = new FileSource(large.path()).spool(spool);

        assertThat(spooled.content()).isEqualTo(large.content());
        assertThat(spooled.bytes()).isEqualTo(64 << 20);
    }

    @Test
    void nothingIsCopied() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");

        SpooledSource spooled = new FileSource(file).spool(spool);

        assertThat(spooled.file()).isEqualTo(spool.resolve("source"));
        assertThat(Files.readSymbolicLink(spooled.file())).isEqualTo(file.toRealPath());
    }

    @Test
    void linkIsResolvedToTheFileBehindIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        SpooledSource spooled = new FileSource(link).spool(spool);

        assertThat(Files.readSymbolicLink(spooled.file())).isEqualTo(file.toRealPath());
    }

    @Test
    void hardLinkIsUsedWithoutSymbolicLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");

        SpooledSource spooled = new FileSource(file, List.of(IMPOSSIBLE, Files::createLink)).spool(spool);

        assertThat(Files.isSymbolicLink(spooled.file())).isFalse();
        assertThat(Files.isSameFile(spooled.file(), file)).isTrue();
        assertThat(spooled.unchanged()).isTrue();
    }

    @Test
    void fileIsCopiedWithoutAnyLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");

        SpooledSource spooled = new FileSource(file, List.of(IMPOSSIBLE)).spool(spool);

        assertThat(Files.isSameFile(spooled.file(), file)).isFalse();
        assertThat(spooled.file()).hasContent("abc");
        assertThat(spooled.content().hex()).isEqualTo(SHA256_OF_ABC);
        assertThat(spooled.unchanged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i x.mp4", "a b", "100%25.mp4", "a\nb", "a'b\"c", "$(id)", "a#b?c=d", "*", "\\"})
    void anyFileNameIsAccepted(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "abc");

        SpooledSource spooled = new FileSource(file).spool(spool);

        assertThat(spooled.content().hex()).isEqualTo(SHA256_OF_ABC);
        assertThat(new FileSource(file).name()).isEqualTo(file.toString());
    }

    @Test
    void fileThatGrowsWhileItIsReadHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");
        FileSource.Link growing = (link, target) -> {
            Files.createSymbolicLink(link, target);
            Files.writeString(target, "abcd");
        };

        assertFails(new FileSource(file, List.of(growing)), Kind.CHANGED, "changed while it was read");
    }

    @Test
    void fileThatIsReplacedByOneOfTheSameSizeHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");
        Path other = Files.writeString(folder.resolve("b.mp4"), "xyz");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        FileSource.Link replacing = (link, target) -> {
            Files.createSymbolicLink(link, target);
            Files.move(other, target, StandardCopyOption.ATOMIC_MOVE);
        };

        assertFails(new FileSource(file, List.of(replacing)), Kind.CHANGED, "changed while it was read");
    }

    @Test
    void laterChangeIsDetected() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");
        SpooledSource spooled = new FileSource(file).spool(spool);

        Files.writeString(file, "abcd");

        assertThat(spooled.unchanged()).isFalse();
    }

    @Test
    void missingFileIsMissing() {
        assertFails(new FileSource(folder.resolve("none.mp4")), Kind.MISSING, "none.mp4' does not exist");
    }

    @Test
    void brokenLinkIsMissing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none.mp4"));

        assertFails(new FileSource(link), Kind.MISSING, "link' does not exist");
    }

    @Test
    void folderIsRefused() {
        assertFails(new FileSource(folder), Kind.DENIED, "is a folder");
    }

    @Test
    @Timeout(10)
    void pipeIsRefusedWithoutWaiting() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(mkfifo.waitFor(5, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo is not available");

        assertFails(new FileSource(pipe), Kind.DENIED, "is not a regular file");
    }

    @Test
    @Timeout(10)
    void deviceIsRefused() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "this system has no /dev/zero");

        assertFails(new FileSource(device), Kind.DENIED, "is not a regular file");
    }

    @Test
    void interruptedReaderIsCancelled() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "abc");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new FileSource(file).spool(spool)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    }

    /** Root can read every file, so the test passes the exception of the file system directly. */
    @Test
    void deniedFileIsDenied() {
        assertThat(IoFailures.source("a.mp4", new AccessDeniedException("a.mp4")))
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.DENIED);
                    assertThat(e).hasMessageContaining("a.mp4 can't be read: permission denied");
                });
    }

    private void assertFails(FileSource source, Kind kind, String words) {
        assertThatThrownBy(() -> source.spool(spool))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words)
                .hasMessageContaining(source.name());
    }
}

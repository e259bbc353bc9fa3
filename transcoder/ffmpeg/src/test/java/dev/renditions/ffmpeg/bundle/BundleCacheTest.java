package dev.renditions.ffmpeg.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.renditions.files.PathRules;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
class BundleCacheTest {
    private static final Platform PLATFORM = Platform.LINUX_X86_64;
    private static final String ROOT = "dev/renditions/ffmpeg/bundle/linux-x86_64-gpl/";
    private static final List<String> BUNDLE = List.of("ffmpeg", "ffprobe", "libavcodec.so.62", "libdrm.so.2");

    @TempDir
    private Path temp;

    private Path cache;
    private BundledFiles files;

    @BeforeEach
    void bundle() throws IOException {
        cache = temp.resolve("cache");
        files = inJar("one");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void folderBelowATrustedSharedFolderIsUsed() throws IOException {
        Path volume = Files.createDirectory(cache.resolveSibling("volume"));
        Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
        BundledFiles files = inJar("one");
        Path inside = volume.resolve("cache");
        assertThatIOException().isThrownBy(() -> new BundleCache(inside, PathRules.STRICT).unpacked(PLATFORM, files));
        PathRules paths = PathRules.exempting(List.of(volume));
        assertThat(new BundleCache(inside, paths).unpacked(PLATFORM, files)).isNotEmptyDirectory();
    }

    @Test
    void onlyListedFilesAreUnpacked() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(BUNDLE);
        for (String name : BUNDLE) {
            assertThat(folder.resolve(name)).hasContent(name + " of one").isExecutable();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void folderOnTheClasspathWorksLikeAJar() throws IOException {
        Path classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve(ROOT));
        for (String name : BUNDLE) {
            Files.writeString(classes.resolve(ROOT + name), name + " of a folder");
        }
        Files.writeString(classes.resolve(ROOT + "files.txt"), list("a folder"));
        BundledFiles inFolder = find(classes.toUri().toURL());

        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, inFolder);

        assertThat(folder.resolve("ffprobe")).hasContent("ffprobe of a folder");
        assertThat(names(folder)).hasSameSizeAs(BUNDLE);
    }

    @Test
    void damagedFileIsNotPublished() throws IOException {
        BundledFiles damaged = inJar("evil", list("good"));

        assertThatIOException()
                .isThrownBy(() -> new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, damaged))
                .withMessageMatching("ffmpeg is damaged: its SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}");
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void missingFileOfTheBundleIsNamed() throws IOException {
        BundledFiles incomplete = inJar("one", list("one") + "0".repeat(64) + " 1 libavutil.so.60\n");

        assertThatIOException()
                .isThrownBy(() -> new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, incomplete))
                .withMessage("the bundle lacks libavutil.so.60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg", "../ffmpeg", "a/ffmpeg", ".", "..", ""})
    void damagedListIsRefused(String name) {
        String line = name.equals("ffmpeg") ? "123 1 ffmpeg" : "0".repeat(64) + " 1 " + name;

        assertThatIOException()
                .isThrownBy(() -> inJar("one", list("one") + line + "\n"))
                .withMessage("the list of the bundled files is damaged: " + line);
    }

    @Test
    void noBundleIsFoundOnAClasspathWithoutOne() throws IOException {
        assertThat(BundledFiles.find(PLATFORM, ClassLoader.getPlatformClassLoader()))
                .isEmpty();
    }

    @Test
    void secondUnpackingWritesNothing() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(folder.resolve("ffmpeg"), longAgo);

        assertThat(new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files))
                .isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve("ffmpeg"))).isEqualTo(longAgo);
    }

    @Test
    void otherBuildGetsItsOwnFolder() throws IOException {
        Path one = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Path two = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, inJar("two"));

        assertThat(two).isNotEqualTo(one);
        assertThat(two.resolve("ffmpeg")).hasContent("ffmpeg of two");
    }

    @Test
    void concurrentUnpackingsAgreeOnOneFolder() throws Exception {
        int count = 8;
        ExecutorService workers = Executors.newFixedThreadPool(count);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Path>> folders = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                folders.add(workers.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
                }));
            }
            start.countDown();
            for (Future<Path> folder : folders) {
                assertThat(folder.get(30, TimeUnit.SECONDS).resolve("ffmpeg")).hasContent("ffmpeg of one");
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(names(cache)).as("one result and no remains").hasSize(1);
    }

    @Test
    void folderWritableByOthersIsReplaced() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("ffmpeg"), "evil of one!!");

        new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void fileWritableByOthersIsReplaced() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Files.setPosixFilePermissions(folder.resolve("ffmpeg"), PosixFilePermissions.fromString("rwxrwxrwx"));

        new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ffmpeg"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void missingAndShortFilesAreReplaced() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Files.delete(folder.resolve("ffprobe"));
        Files.writeString(folder.resolve("libavcodec.so.62"), "short");

        new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(folder.resolve("ffprobe")).hasContent("ffprobe of one");
        assertThat(folder.resolve("libavcodec.so.62")).hasContent("libavcodec.so.62 of one");
        assertThat(names(cache)).hasSize(1);
    }

    @Test
    void cacheWritableByOthersIsRefused() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(() -> new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files))
                .withMessageContaining(cache + "' can be changed by other users");
    }

    @Test
    void remainsOfAnInterruptedUnpackingAreDeletedWhenOld() throws IOException {
        Path old = Files.createDirectories(cache.resolve("unpacking-1"));
        Path fresh = Files.createDirectories(cache.resolve("unpacking-2"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(old.resolve("ffmpeg"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    private BundledFiles inJar(String build) throws IOException {
        return inJar(build, list(build));
    }

    private BundledFiles inJar(String build, String list) throws IOException {
        Path jar = temp.resolve(build + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : BUNDLE) {
                put(entries, name, name + " of " + build);
            }
            put(entries, "unlisted", "unlisted");
            put(entries, "files.txt", list);
        }
        return find(jar.toUri().toURL());
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(ROOT + name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }

    private static String list(String build) {
        StringBuilder list = new StringBuilder("# made from " + build + ".jar\n");
        for (String name : BUNDLE) {
            byte[] bytes = (name + " of " + build).getBytes(StandardCharsets.UTF_8);
            list.append(ContentHash.of(bytes).hex())
                    .append(' ')
                    .append(bytes.length)
                    .append(' ')
                    .append(name)
                    .append('\n');
        }
        return list.toString();
    }

    private static BundledFiles find(URL classpath) throws IOException {
        return BundledFiles.find(PLATFORM, new URLClassLoader(new URL[] {classpath}, null))
                .orElseThrow();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}

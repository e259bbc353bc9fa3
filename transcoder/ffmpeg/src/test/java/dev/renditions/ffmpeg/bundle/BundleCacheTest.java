package dev.renditions.ffmpeg.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.renditions.files.PathRules;
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

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are those of Unix")
class BundleCacheTest {
    private static final Platform PLATFORM = Platform.LINUX_X86_64;
    private static final String ROOT = "org/bytedeco/ffmpeg/linux-x86_64-gpl/";
    private static final List<String> BUNDLE = List.of(
            "ffmpeg",
            "ffprobe",
            "libavcodec.so.62",
            "libjniavcodec.so",
            "libdrm.so.2",
            "jnijavacpp.dll",
            "include/avcodec.h");

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
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are those of Unix")
    void folderBelowOneThatOthersMayWriteIntoIsUsedIfThatIsTrusted() throws IOException {
        Path volume = Files.createDirectory(cache.resolveSibling("volume"));
        Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
        BundledFiles files = inJar("one");
        Path inside = volume.resolve("cache");
        assertThatIOException().isThrownBy(() -> new BundleCache(inside, PathRules.STRICT).unpacked(PLATFORM, files));
        PathRules paths = PathRules.exempting(List.of(volume));
        assertThat(new BundleCache(inside, paths).unpacked(PLATFORM, files)).isNotEmptyDirectory();
    }

    @Test
    void programsAndLibrariesAreUnpackedAndNothingElse() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(names(folder))
                .contains("ffmpeg", "ffprobe", "libavcodec.so.62", "libpulse.so.0", "libdrm.so.2")
                .doesNotContain("libjniavcodec.so", "jnijavacpp.dll", "avcodec.h", "include");
        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of one").isExecutable();
        assertThat(folder.resolve("libdrm.so.2"))
                .as("a stub instead of the bundle's")
                .isRegularFile()
                .satisfies(file -> assertThat(Files.readAllBytes(file)).startsWith(0x7f, 'E', 'L', 'F'));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void folderOnTheClasspathWorksLikeAJar() throws IOException {
        Path classes = temp.resolve("classes");
        for (String name : BUNDLE) {
            Path file = classes.resolve(ROOT + name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name + " of a folder");
        }
        BundledFiles inFolder = find(classes.toUri().toURL());

        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, inFolder);

        assertThat(folder.resolve("ffprobe")).hasContent("ffprobe of a folder");
        assertThat(names(folder)).doesNotContain("libjniavcodec.so");
    }

    @Test
    void secondTimeNothingIsWritten() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(folder.resolve("ffmpeg"), longAgo);

        assertThat(new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files))
                .isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve("ffmpeg"))).isEqualTo(longAgo);
    }

    @Test
    void otherBuildGetsAFolderOfItsOwn() throws IOException {
        Path one = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Path two = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, inJar("two"));

        assertThat(two).isNotEqualTo(one);
        assertThat(two.resolve("ffmpeg")).hasContent("ffmpeg of two");
    }

    @Test
    void manyAtOnceAgreeOnOneFolder() throws Exception {
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
    void folderThatOthersCanWriteIsNotUsed() throws IOException {
        Path folder = new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("ffmpeg"), "evil of one!!");

        new BundleCache(cache, PathRules.STRICT).unpacked(PLATFORM, files);

        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void fileThatOthersCanWriteIsReplaced() throws IOException {
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
    void cacheThatOthersCanWriteIsRefused() throws IOException {
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
        Path jar = temp.resolve(build + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : BUNDLE) {
                entries.putNextEntry(new ZipEntry(ROOT + name));
                entries.write((name + " of " + build).getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return find(jar.toUri().toURL());
    }

    private static BundledFiles find(URL classpath) {
        return BundledFiles.find(PLATFORM, new URLClassLoader(new URL[] {classpath}, null))
                .orElseThrow();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package dev.renditions.ffmpeg.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegBundleTest {
    private static final String LINUX = "linux-x86_64-gpl";
    private static final String MAC = "macosx-arm64-gpl";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temp.resolve("classes").resolve("bundle");
    }

    @Test
    void bundleHasProgramsLibrariesStubsAndTheList() throws IOException {
        make(LINUX, jar("one", LINUX, "ffmpeg", "ffprobe", "libavcodec.so.62", "libdrm.so.2"));

        assertThat(names())
                .contains("ffmpeg", "ffprobe", "libavcodec.so.62", "libpulse.so.0", "libdrm.so.2", "files.txt");
        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of one");
        assertThat(Files.readAllBytes(folder.resolve("libdrm.so.2")))
                .as("a stub instead of the library")
                .startsWith(0x7f, 'E', 'L', 'F');
    }

    @Test
    void jniLibrariesHeadersAndUnusedLibrariesAreLeftOut() throws IOException {
        make(
                LINUX,
                jar("one", LINUX, "ffmpeg", "libjniavcodec.so", "jnijavacpp.dll", "libvcos.so", "include/avcodec.h"));

        assertThat(names()).doesNotContain("libjniavcodec.so", "jnijavacpp.dll", "libvcos.so", "avcodec.h", "include");
    }

    @Test
    void bundlesOfOtherSystemsAreCopiedUnchanged() throws IOException {
        make(MAC, jar("one", MAC, "ffmpeg", "ffprobe", "libavcodec.62.dylib"));

        assertThat(names()).containsExactly("ffmpeg", "ffprobe", "files.txt", "libavcodec.62.dylib");
    }

    @Test
    void programsOfWindowsAreFound() throws IOException {
        make("windows-x86_64-gpl", jar("one", "windows-x86_64-gpl", "ffmpeg.exe", "ffprobe.exe", "avcodec-62.dll"));

        assertThat(names()).containsExactly("avcodec-62.dll", "ffmpeg.exe", "ffprobe.exe", "files.txt");
    }

    @Test
    void listHasTheDigestAndSizeOfEveryOtherFile() throws IOException {
        make(LINUX, jar("one", LINUX, "ffmpeg", "ffprobe"));

        List<String> lines = Files.readAllLines(folder.resolve("files.txt"));
        assertThat(lines.get(0)).isEqualTo("# made from one.jar");
        Set<String> expected = new TreeSet<>();
        for (String name : names()) {
            if (!name.equals("files.txt")) {
                byte[] bytes = Files.readAllBytes(folder.resolve(name));
                expected.add(sha256(bytes) + " " + bytes.length + " " + name);
            }
        }
        assertThat(lines.subList(1, lines.size())).hasSizeGreaterThan(2).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void secondBuildWritesNothing() throws IOException {
        Path jar = jar("one", LINUX, "ffmpeg", "ffprobe");
        make(LINUX, jar);
        FileTime before = Files.getLastModifiedTime(folder.resolve("ffmpeg"));

        assertThat(make(LINUX, jar)).isFalse();
        assertThat(Files.getLastModifiedTime(folder.resolve("ffmpeg"))).isEqualTo(before);
    }

    @Test
    void newVersionReplacesFilesAndDeletesThoseThatItLacks() throws IOException {
        make(LINUX, jar("one", LINUX, "ffmpeg", "ffprobe", "libavcodec.so.61"));

        assertThat(make(LINUX, jar("two", LINUX, "ffmpeg", "ffprobe", "libavcodec.so.62")))
                .isTrue();
        assertThat(names()).contains("libavcodec.so.62").doesNotContain("libavcodec.so.61");
        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of two");
    }

    @Test
    void changedJarOfTheSameNameIsPatchedAgain() throws IOException {
        make(LINUX, jar("one", LINUX, "ffmpeg", "ffprobe"));
        Path jar = jar("one", LINUX, "ffmpeg");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(make(LINUX, jar)).isTrue();
        assertThat(names()).doesNotContain("ffprobe");
    }

    @Test
    void bundleIsMadeAgainIfThePatchingCodeIsNewer() throws IOException {
        Path jar = jar("one", LINUX, "ffmpeg");
        make(LINUX, jar);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(jar, longAgo);
        Files.setLastModifiedTime(folder.resolve("files.txt"), longAgo);

        assertThat(make(LINUX, jar)).isTrue();
    }

    @Test
    void interruptedBuildIsMadeAgain() throws IOException {
        Path jar = jar("one", LINUX, "ffmpeg");
        make(LINUX, jar);
        Files.delete(folder.resolve("files.txt"));
        Files.writeString(folder.resolve("ffmpeg"), "half");

        assertThat(make(LINUX, jar)).isTrue();
        assertThat(folder.resolve("ffmpeg")).hasContent("ffmpeg of one");
    }

    @Test
    void missingBundleIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> make(LINUX, jar("one", MAC, "ffmpeg")))
                .withMessage("the classpath has no ffmpeg for linux-x86_64-gpl");
        assertThatIllegalArgumentException().isThrownBy(FfmpegBundle::main);
    }

    private boolean make(String bundleName, Path jar) throws IOException {
        try (URLClassLoader classpath =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            return FfmpegBundle.write(bundleName, folder, classpath);
        }
    }

    private Path jar(String build, String bundleName, String... names) throws IOException {
        Path jar = temp.resolve(build + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : names) {
                entries.putNextEntry(new ZipEntry("org/bytedeco/ffmpeg/" + bundleName + "/" + name));
                entries.write((name + " of " + build).getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return jar;
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

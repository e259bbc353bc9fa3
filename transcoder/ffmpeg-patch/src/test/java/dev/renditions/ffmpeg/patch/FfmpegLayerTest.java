package dev.renditions.ffmpeg.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the layer for this machine's architecture. The build of the functions makes and checks the layers of both. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the bundle of another system has no Linux programs")
class FfmpegLayerTest {
    private static final LinuxMachine MACHINE =
            System.getProperty("os.arch").equals("aarch64") ? LinuxMachine.ARM64 : LinuxMachine.X86_64;
    private static final ClassLoader CLASSPATH = FfmpegLayerTest.class.getClassLoader();

    @TempDir
    private Path folder;

    @Test
    void layerHasAllThatItsProgramsNeedAndNoMore() throws IOException {
        FfmpegLayer.write(architecture(), folder, CLASSPATH);

        Path layer = folder.resolve("ffmpeg");
        assertThat(names(layer)).isEqualTo(needed(layer, "ffmpeg", "ffprobe"));
    }

    @Test
    void everyUserMayRunTheFilesOfTheLayer() throws IOException {
        FfmpegLayer.write(architecture(), folder, CLASSPATH);

        for (String name : names(folder.resolve("ffmpeg"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("ffmpeg").resolve(name))))
                    .isEqualTo("rwxr-xr-x");
        }
    }

    @Test
    void unpatchedBundleIsTooNewForAmazonLinux() throws IOException {
        original(folder);

        assertThat(AmazonLinux.problems(folder))
                .contains("libavutil.so.60 needs version GLIBC_2.35 of libm.so.6 for [hypot]")
                .allMatch(problem -> problem.contains("GLIBC_2.35") || problem.contains("neither Amazon Linux nor"));
    }

    @Test
    void onlySymbolVersionsAndSearchPathsAreChanged() throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        original(before);
        FfmpegLayer.write(architecture(), folder, CLASSPATH);

        for (String name : names(before)) {
            byte[] old = Files.readAllBytes(before.resolve(name));
            byte[] changed = Files.readAllBytes(folder.resolve("ffmpeg").resolve(name));

            assertThat(changed).as(name).hasSameSizeAs(old);
            assertThat(differences(old, changed)).as(name).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void otherArchitecturesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FfmpegLayer.write("riscv64", folder, CLASSPATH))
                .withMessage("Lambda does not support the architecture 'riscv64'; use x86_64 or arm64");
    }

    @Test
    void missingBundleIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FfmpegLayer.write("arm64", folder, ClassLoader.getPlatformClassLoader()))
                .withMessage("the classpath has no ffmpeg for linux-arm64-gpl");
    }

    private static String architecture() {
        return MACHINE == LinuxMachine.ARM64 ? "arm64" : "x86_64";
    }

    /** Writes the unpatched bundle. */
    private static void original(Path folder) throws IOException {
        UpstreamFiles.find(MACHINE.bundleName(), CLASSPATH)
                .orElseThrow()
                .read((name, bytes) -> Files.copy(bytes, folder.resolve(name)));
    }

    private static Set<String> needed(Path folder, String... programs) throws IOException {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(programs));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (Files.exists(folder.resolve(name)) && found.add(name)) {
                try (ElfFile elf = ElfFile.open(folder.resolve(name)).orElseThrow()) {
                    open.addAll(elf.neededLibraries());
                }
            }
        }
        return found;
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static int differences(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }
}

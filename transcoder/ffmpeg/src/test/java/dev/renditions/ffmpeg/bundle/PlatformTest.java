package dev.renditions.ffmpeg.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64-gpl",
        "Linux, aarch64, linux-arm64-gpl",
        "Mac OS X, aarch64, macosx-arm64-gpl",
        "Mac OS X, x86_64, macosx-x86_64-gpl",
        "Windows Server 2022, amd64, windows-x86_64-gpl"
    })
    void machineHasItsBundle(String os, String arch, String bundle) {
        assertThat(Platform.of(os, arch)).map(Platform::bundleName).contains(bundle);
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "FreeBSD, amd64", "Windows 11, aarch64", "'', ''"})
    void otherMachinesHaveNoBundle(String os, String arch) {
        assertThat(Platform.of(os, arch)).isEmpty();
    }
}

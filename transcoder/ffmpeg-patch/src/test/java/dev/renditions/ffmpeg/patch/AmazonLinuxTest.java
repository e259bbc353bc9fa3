package dev.renditions.ffmpeg.patch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmazonLinuxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GLIBC_2.2.5",
                "GLIBC_2.9",
                "GLIBC_2.34",
                "GLIBCXX_3.4",
                "GLIBCXX_3.4.29",
                "CXXABI_1.3",
                "GCC_3.0"
            })
    void versionsUpToThatOfAmazonLinuxAreProvided(String version) {
        assertThat(AmazonLinux.tooNew(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GLIBC_2.35", "GLIBC_2.34.1", "GLIBC_3", "GLIBCXX_3.4.30", "CXXABI_1.3.14", "GLIBC_ABI_DT_RELR"})
    void newerAndUnknownVersionsAreNotProvided(String version) {
        assertThat(AmazonLinux.tooNew(version)).isTrue();
    }
}

package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegVersionTest {
    private static final Path PROGRAM = Path.of("/opt/ffmpeg/ffmpeg");

    @ParameterizedTest
    @CsvSource({
        "8.1.2, ffmpeg 8.1.2",
        "n8.1.2, ffmpeg 8.1.2",
        "8.1.3-static, ffmpeg 8.1.3",
        "8.1.2-essentials_build-www.example.org, ffmpeg 8.1.2",
        "8.0.3, ffmpeg 8.0.3",
        "8.2, ffmpeg 8.2.0",
        "7.1.5-0+deb13u1, ffmpeg 7.1.5",
        "9.0, ffmpeg 9.0.0",
        "12.4.1, ffmpeg 12.4.1"
    })
    void fixedReleasesAreAcceptedAndNamed(String text, String engine) {
        FfmpegVersion version = parse(text);

        assertThatCode(() -> version.requireSafe(PROGRAM)).doesNotThrowAnyException();
        assertThat(version.engine()).isEqualTo(engine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.1.1",
                "8.1",
                "8.0.2",
                "8.0",
                "7.1.4",
                "7.1",
                "7.0.9",
                "6.1.2",
                "5.1.9-0+deb12u1",
                "4.4.1",
                "0.11.5",
                "N-12345-g0123456789",
                "2026-07-01-git-0123456789-full_build",
                "git-2026-07-01",
                "20.260.701.5"
            })
    void olderAndUnversionedBuildsAreRefused(String text) {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> parse(text).requireSafe(PROGRAM))
                .withMessageContaining("ffmpeg " + text)
                .withMessageContaining(PROGRAM.toString())
                .withMessageContaining("CVE-2026-8461")
                .withMessageContaining("RENDITIONS_FFMPEG_ALLOW_OLD=true")
                .matches(e -> e.kind() == MediaException.Kind.ENGINE);
    }

    @Test
    void unversionedBuildKeepsItsName() {
        assertThat(parse("N-12345-g0123456789").engine()).isEqualTo("ffmpeg N-12345-g0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ffplay version 8.1.2", "ffmpeg", "sh: not found"})
    void otherProgramsAreNotRecognized(String line) {
        assertThat(FfmpegVersion.parse(line)).isEmpty();
    }

    private static FfmpegVersion parse(String text) {
        return FfmpegVersion.parse("ffmpeg version " + text + " Copyright (c) 2000-2026 the FFmpeg developers")
                .orElseThrow();
    }
}

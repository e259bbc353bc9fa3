package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCapTest {
    @TempDir
    private Path folder;

    @Test
    void capGrowsWithTheDuration() {
        assertThat(cap(Optional.of(Duration.ofMinutes(10))).bytes())
                .isEqualTo(600 * 16_000 * 5 / 4 + (16 << 20))
                .isGreaterThan(cap(Optional.of(Duration.ofMinutes(1))).bytes());
    }

    @Test
    void absurdAndUnknownDurationsHaveACap() {
        assertThat(cap(Optional.of(Duration.ofDays(100_000)))).isEqualTo(cap(Optional.empty()));
    }

    @Test
    void outputAtItsCapIsRefused() throws IOException {
        Path output = Files.write(folder.resolve("out"), new byte[100]);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> new OutputCap(100).check(output))
                .matches(e -> e.kind() == MediaException.Kind.LIMIT);
        assertThatCode(() -> new OutputCap(101).check(output)).doesNotThrowAnyException();
    }

    private static OutputCap cap(Optional<Duration> length) {
        return OutputCap.of(Plans.audio(0).sound(), length);
    }
}

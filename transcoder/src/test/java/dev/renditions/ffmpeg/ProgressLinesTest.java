package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    @Test
    void fractionRisesAndNeverPassesOne() throws IOException {
        List<Double> told = read(
                Optional.of(Duration.ofSeconds(10)),
                "frame=1\nout_time_us=N/A\nout_time_us=2500000\nout_time_us=2000000\nout_time_us=11000000\nprogress=end\n");

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isCloseTo(0.25, within(1e-9));
        assertThat(told.get(1)).isEqualTo(1);
    }

    @Test
    void nothingIsToldOfAnUnknownLength() throws IOException {
        assertThat(read(Optional.empty(), "out_time_us=2500000\n")).isEmpty();
        assertThat(read(Optional.of(Duration.ZERO), "out_time_us=2500000\n")).isEmpty();
    }

    private static List<Double> read(Optional<Duration> duration, String lines) throws IOException {
        List<Double> told = new ArrayList<>();
        new ProgressLines(duration, told::add).read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return told;
    }
}

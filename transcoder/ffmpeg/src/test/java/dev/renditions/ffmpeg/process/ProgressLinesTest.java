package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    @Test
    void fractionRisesAndNeverPassesOne() throws IOException {
        List<Double> reported = read(
                Optional.of(Duration.ofSeconds(10)),
                "frame=1\nout_time_us=N/A\nspeed=N/A\nout_time_us=2500000\nspeed=2x\nout_time_us=2000000\nspeed=2x\nout_time_us=11000000\nspeed=2x\nprogress=end\n");

        assertThat(reported).hasSize(2);
        assertThat(reported.get(0)).isCloseTo(0.25, within(1e-9));
        assertThat(reported.get(1)).isEqualTo(1);
    }

    @Test
    void unknownDurationReportsNothing() throws IOException {
        assertThat(read(Optional.empty(), "out_time_us=2500000\nspeed=1x\n")).isEmpty();
        assertThat(read(Optional.of(Duration.ZERO), "out_time_us=2500000\nspeed=1x\n"))
                .isEmpty();
    }

    @Test
    void speedGivesTheRemainingTime() throws IOException {
        List<EncodeProgress> reported = new ArrayList<>();
        String lines = "out_time_us=2000000\nspeed=0.5x\nout_time_us=4000000\nspeed=N/A\n";
        new ProgressLines(Optional.of(Duration.ofSeconds(10)), reported::add)
                .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));

        assertThat(reported)
                .containsExactly(
                        new EncodeProgress(0.2, Optional.of(0.5), Optional.of(Duration.ofSeconds(16))),
                        new EncodeProgress(0.4, Optional.empty(), Optional.empty()));
    }

    @Test
    void stalledRunIsEnded() throws IOException {
        AtomicLong nanos = new AtomicLong();
        ProgressLines lines = new ProgressLines(
                Optional.empty(),
                Transcoder.Progress.NONE,
                false,
                () -> nanos.getAndAdd(StallDetector.TIMEOUT.toNanos() / 2 + 1));
        String moving = "frame=1\nout_time_us=N/A\nspeed=N/A\nprogress=continue\n"
                + "frame=2\nout_time_us=N/A\nspeed=N/A\nprogress=continue\n";
        lines.read(new ByteArrayInputStream(moving.repeat(5).getBytes(StandardCharsets.UTF_8)));
        String still = "frame=3\nspeed=1x\nprogress=continue\nframe=3\nspeed=2x\nprogress=continue\n";
        lines.read(new ByteArrayInputStream(still.getBytes(StandardCharsets.UTF_8)));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> lines.read(new ByteArrayInputStream(still.getBytes(StandardCharsets.UTF_8))))
                .matches(MediaException::isTransient)
                .withMessageContaining("made no progress");
    }

    @Test
    void runThatDecodesUpToItsSegmentMayTakeAnyTimeUntilItsFirstFrame() throws IOException {
        AtomicLong nanos = new AtomicLong();
        ProgressLines lines = new ProgressLines(
                Optional.empty(),
                Transcoder.Progress.NONE,
                true,
                () -> nanos.getAndAdd(StallDetector.TIMEOUT.toNanos()));
        String before = "frame=0\nout_time_us=N/A\ntotal_size=0\nspeed=N/A\nprogress=continue\n";
        lines.read(new ByteArrayInputStream(before.repeat(5).getBytes(StandardCharsets.UTF_8)));
        String still = "frame=3\nout_time_us=120000\nspeed=1x\nprogress=continue\n";

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() ->
                        lines.read(new ByteArrayInputStream(still.repeat(3).getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("made no progress");
    }

    private static List<Double> read(Optional<Duration> duration, String lines) throws IOException {
        List<Double> reported = new ArrayList<>();
        new ProgressLines(duration, step -> reported.add(step.fraction()))
                .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return reported;
    }
}

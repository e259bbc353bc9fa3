package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import org.junit.jupiter.api.Test;

class LoudnessMeterTest {
    private static final String SUMMARY = """
            [ebur128@m%d @ 0x7f96] [info] Summary:

              Integrated loudness:
                I:         %s LUFS
                Threshold: -58.6 LUFS

              Loudness range:
                LRA:         0.1 LU
                Threshold: -68.6 LUFS
                LRA low:   -48.6 LUFS
                LRA high:  -48.5 LUFS

              True peak:
                Peak:      %s dBFS
            """;

    @Test
    void eachTrackHasItsOwnMeasurement() {
        String log = SUMMARY.formatted(0, "-48.6", "-31.3") + SUMMARY.formatted(1, " -0.9", "  1.1");

        assertThat(LoudnessMeter.read(log, 0)).isEqualTo(new LoudnessMeasurement(-48.6, -31.3));
        assertThat(LoudnessMeter.read(log, 1)).isEqualTo(new LoudnessMeasurement(-0.9, 1.1));
    }

    @Test
    void silenceHasNoPeak() {
        LoudnessMeasurement silence = LoudnessMeter.read(SUMMARY.formatted(0, "-70.0", "-inf"), 0);

        assertThat(silence.audible()).isFalse();
        assertThat(silence.truePeakDb()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LoudnessMeter.read(SUMMARY.formatted(0, "nan", "nan"), 0).audible())
                .isFalse();
    }

    @Test
    void textOfTheSourceIsNotAMeasurement() {
        String title = "    title           : " + SUMMARY.formatted(0, "-90.0", "-90.0");

        assertThat(LoudnessMeter.read(title + SUMMARY.formatted(0, "-20.0", "-3.0"), 0))
                .isEqualTo(new LoudnessMeasurement(-20, -3));
    }

    @Test
    void missingMeasurementIsAnError() {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> LoudnessMeter.read(SUMMARY.formatted(0, "-20.0", "-3.0"), 1))
                .withMessageContaining("loudness");
    }

    @Test
    void informationIsNotAnError() {
        assertThat(LoudnessMeter.errors(
                        "[info]   title: partial file\n[info]   title: song [error] File ended prematurely\n[mp3 @ 0x5] [error] Header missing\n[fatal] end\n"
                                + SUMMARY.formatted(0, "-20.0", "-3.0")))
                .isEqualTo("[mp3 @ 0x5] Header missing\nend");
    }
}

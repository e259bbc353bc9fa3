package dev.renditions.ffmpeg.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveformPeaksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 100, 1000, 4097})
    void everySampleIsInOneOfTheParts(int samples) throws IOException {
        short[] sound = noise(samples);
        WaveformPeaks peaks = read(1, 4, sound);
        short high = Short.MIN_VALUE;
        short low = Short.MAX_VALUE;
        for (short sample : sound) {
            high = sample > high ? sample : high;
            low = sample < low ? sample : low;
        }
        double highest = -1;
        double lowest = 1;
        for (int part = 0; part < 4; part++) {
            highest = Math.max(highest, peaks.high(part, 4));
            lowest = Math.min(lowest, peaks.low(part, 4));
        }
        assertThat(highest).isEqualTo(high / 32768.0);
        assertThat(lowest).isEqualTo(low / 32768.0);
    }

    @Test
    void partsAreInOrder() throws IOException {
        short[] sound = new short[8000];
        sound[1000] = 16384;
        sound[5000] = -8192;
        WaveformPeaks peaks = read(1, 64, sound);
        assertThat(peaks.high(0, 4)).isEqualTo(0.5);
        assertThat(peaks.high(1, 4)).isZero();
        assertThat(peaks.high(2, 4)).isZero();
        assertThat(peaks.low(2, 4)).isEqualTo(-0.25);
        assertThat(peaks.low(3, 4)).isZero();
    }

    @Test
    void channelsCountAsOne() throws IOException {
        WaveformPeaks peaks = read(2, 4, new short[] {16384, -16384, 8192, 0});
        assertThat(peaks.high(0, 2)).isEqualTo(0.5);
        assertThat(peaks.low(0, 2)).isEqualTo(-0.5);
        assertThat(peaks.high(1, 2)).isEqualTo(0.25);
        assertThat(peaks.low(1, 2)).isZero();
    }

    @Test
    void shortAudioFillsTheImage() throws IOException {
        WaveformPeaks peaks = read(1, 100, new short[] {16384, -16384});
        assertThat(peaks.high(0, 10)).isEqualTo(0.5);
        assertThat(peaks.high(4, 10)).isEqualTo(0.5);
        assertThat(peaks.high(5, 10)).isEqualTo(-0.5);
        assertThat(peaks.high(9, 10)).isEqualTo(-0.5);
    }

    @Test
    void emptyAudioHasNoPeaks() throws IOException {
        assertThat(read(1, 4, new short[0]).none()).isTrue();
        assertThat(read(1, 4, new short[1]).none()).isFalse();
    }

    @Test
    void incompleteSampleIsAnError() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> new WaveformPeaks(2, 4).read(new ByteArrayInputStream(new byte[6])));
    }

    private static WaveformPeaks read(int channels, int least, short[] samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        WaveformPeaks peaks = new WaveformPeaks(channels, least);
        peaks.read(new ByteArrayInputStream(bytes.array()));
        return peaks;
    }

    private static short[] noise(int samples) {
        Random random = new Random(samples);
        short[] sound = new short[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = (short) random.nextInt();
        }
        return sound;
    }
}

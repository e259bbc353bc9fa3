package dev.renditions.ffmpeg.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillRowsTest {
    private static final int HEIGHT = 100;
    private static final int WIDTH = 16;

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 40", "0, 100", "128, 0", "128, 8", "128, 100"})
    void rowsAtTheBottomThatWereNeverDecodedAreMissing(int value, int rows) throws IOException {
        byte[] planes = decoded();
        for (int plane = 0; plane < 3; plane++) {
            fill(planes, plane, HEIGHT - rows, HEIGHT, value);
        }

        assertThat(rows(planes).missing()).isEqualTo(rows);
    }

    /** Black, white and gray rows have other chroma values than missing rows. */
    @ParameterizedTest
    @CsvSource({"0, 128", "255, 128", "16, 128", "127, 128", "128, 127", "0, 1"})
    void plainRowsAreNotMissing(int luma, int chroma) throws IOException {
        byte[] planes = decoded();
        fill(planes, 0, 50, HEIGHT, luma);
        fill(planes, 1, 50, HEIGHT, chroma);
        fill(planes, 2, 50, HEIGHT, chroma);

        assertThat(rows(planes).missing()).isZero();
    }

    @Test
    void blankRowsAboveOthersAreNotMissing() throws IOException {
        byte[] planes = decoded();
        for (int plane = 0; plane < 3; plane++) {
            fill(planes, plane, 10, 90, 0);
        }

        assertThat(rows(planes).missing()).isZero();
    }

    @Test
    void incompleteImageIsNotRead() throws IOException {
        StillDamageScan.Rows rows = rows(Arrays.copyOf(decoded(), 3 * WIDTH * HEIGHT - 1));

        assertThat(rows.read()).isFalse();
        assertThat(rows.missing()).isZero();
        assertThat(rows(decoded()).read()).isTrue();
    }

    private static byte[] decoded() {
        byte[] planes = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (i * 7 + 1);
        }
        return planes;
    }

    private static void fill(byte[] planes, int plane, int from, int to, int value) {
        Arrays.fill(planes, (plane * HEIGHT + from) * WIDTH, (plane * HEIGHT + to) * WIDTH, (byte) value);
    }

    private static StillDamageScan.Rows rows(byte[] planes) throws IOException {
        StillDamageScan.Rows rows = new StillDamageScan.Rows(HEIGHT);
        rows.read(new ByteArrayInputStream(planes));
        return rows;
    }
}

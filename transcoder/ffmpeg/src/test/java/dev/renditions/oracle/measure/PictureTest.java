package dev.renditions.oracle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.TimeCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With scenes that are drawn here, not by {@code VideoScene}. */
final class PictureTest {
    @ParameterizedTest
    @EnumSource
    void orientationIsRecognized(Orientation orientation) {
        List<Rgb> laid = orientation.lay(Palette.STANDARD);

        View view = scene(320, 180, 50, 50, laid, 0).view();

        assertThat(view.corners()).isEqualTo(laid);
        assertThat(Orientation.of(view.corners(), Palette.STANDARD)).isEqualTo(orientation);
    }

    @ParameterizedTest
    @CsvSource({
        "320, 180, 50, 50, 1",
        "320, 180, 60, 50, 1.2",
        "320, 180, 45, 50, 0.9",
        "160, 90, 25, 25, 1",
        "180, 320, 50, 50, 1"
    })
    void roundnessIsMeasuredWithinOneInAHundred(int width, int height, int across, int up, double roundness) {
        View view = scene(width, height, across, up, Palette.STANDARD.quadrants(), 0)
                .view();

        assertThat(view.roundness().orElseThrow()).isCloseTo(roundness, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "123", "299", "511"})
    void timeCodeIsRead(int number) {
        View view =
                scene(320, 180, 50, 50, Palette.STANDARD.quadrants(), number).view();

        assertThat(view.code()).hasValue(number);
    }

    @Test
    void timeCodeWithWrongParityIsNotRead() {
        Picture picture = scene(320, 180, 50, 50, Palette.STANDARD.quadrants(), 0);
        box(picture, 3);

        assertThat(picture.view().code()).isEmpty();
    }

    @Test
    void flashIsWhiteAllOver() {
        Rgb white = Rgb.WHITE;

        assertThat(scene(320, 180, 0, 0, List.of(white, white, white, white), 0)
                        .view()
                        .flash())
                .isTrue();
        assertThat(scene(320, 180, 50, 50, Palette.STANDARD.quadrants(), 0)
                        .view()
                        .flash())
                .isFalse();
    }

    @Test
    void sceneWithoutADiscHasNoRoundness() {
        assertThat(scene(320, 180, 0, 0, Palette.STANDARD.quadrants(), 0).view().roundness())
                .isEmpty();
    }

    private static Picture scene(int width, int height, int across, int up, List<Rgb> quadrants, int code) {
        Picture picture = new Picture(width, height, new byte[3 * width * height]);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = (x + 0.5 - width / 2.0) / across;
                double dy = (y + 0.5 - height / 2.0) / up;
                boolean disc = dx * dx + dy * dy < 1;
                boolean strip = y >= height - TimeCode.stripHeight(height);
                Rgb ground = quadrants.get((y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1));
                paint(picture, x, y, disc || strip ? new Rgb(16, 16, 16) : ground);
            }
        }
        for (int bit = 0; bit < TimeCode.BOXES - 1; bit++) {
            if ((code >> bit & 1) == 1) {
                box(picture, bit);
            }
        }
        if (Integer.bitCount(code) % 2 == 1) {
            box(picture, TimeCode.BOXES - 1);
        }
        return picture;
    }

    private static void box(Picture picture, int box) {
        int strip = TimeCode.stripHeight(picture.height());
        for (int y = picture.height() - strip; y < picture.height(); y++) {
            for (int x = box * picture.width() / TimeCode.BOXES;
                    x < (box + 1) * picture.width() / TimeCode.BOXES;
                    x++) {
                paint(picture, x, y, new Rgb(235, 235, 235));
            }
        }
    }

    private static void paint(Picture picture, int x, int y, Rgb color) {
        int at = 3 * (y * picture.width() + x);
        picture.rgb()[at] = (byte) color.red();
        picture.rgb()[at + 1] = (byte) color.green();
        picture.rgb()[at + 2] = (byte) color.blue();
    }
}

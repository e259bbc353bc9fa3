package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrientationTest {
    /** The stored corners (1 2 / 3 4) as displayed by each orientation, row by row: EXIF 2.32, 4.6.4 A. */
    private static final Map<Orientation, String> CORNERS = new EnumMap<>(Map.of(
            Orientation.UPRIGHT, "1234",
            Orientation.MIRRORED, "2143",
            Orientation.TURNED_180, "4321",
            Orientation.FLIPPED, "3412",
            Orientation.TRANSPOSED, "1324",
            Orientation.TURNED_90, "3142",
            Orientation.TRANSVERSED, "4231",
            Orientation.TURNED_270, "2413"));

    private static final List<Orientation> PLAIN = List.copyOf(CORNERS.keySet());

    @Test
    void combinationMovesTheCornersInTurn() {
        for (Orientation first : PLAIN) {
            for (Orientation second : PLAIN) {
                StringBuilder corners = new StringBuilder();
                for (char place : CORNERS.get(second).toCharArray()) {
                    corners.append(CORNERS.get(first).charAt(place - '1'));
                }
                assertThat(CORNERS.get(first.then(second)))
                        .as("%s then %s", first, second)
                        .isEqualTo(corners.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Orientation.class, mode = EnumSource.Mode.EXCLUDE, names = "OBLIQUE")
    void inverseRevertsAnOrientation(Orientation orientation) {
        assertThat(orientation.then(orientation.inverse())).isEqualTo(Orientation.UPRIGHT);
        assertThat(orientation.inverse().then(orientation)).isEqualTo(Orientation.UPRIGHT);
    }

    /** A deviation of about one degree is tolerated: phones write such matrices, and rounding produces them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, UPRIGHT",
        "1, 0.017, -0.017, 1, UPRIGHT",
        "0.017, 1, -1, 0.017, TURNED_90",
        "1, 0.03, -0.03, 1, OBLIQUE",
        "0.7, 0.7, -0.7, 0.7, OBLIQUE",
        "2, 0, 0, 0.5, UPRIGHT",
        "-3, 0, 0, 3, MIRRORED",
        "1, 0, 0, 0, UPRIGHT",
        "0, 1, 0, 0, UPRIGHT",
        "1, 1, 0, 0, UPRIGHT",
        "1, 0.5, 0, 1, OBLIQUE",
    })
    void matrixMayDeviateSlightly(double a, double b, double c, double d, Orientation orientation) {
        assertThat(Orientation.ofMatrix(a, b, c, d)).isEqualTo(orientation);
    }

    @Test
    void obliqueOrientationsAreNotCombined() {
        assertThatIllegalArgumentException().isThrownBy(() -> Orientation.OBLIQUE.then(Orientation.UPRIGHT));
        assertThatIllegalArgumentException().isThrownBy(() -> Orientation.UPRIGHT.then(Orientation.OBLIQUE));
        assertThatIllegalArgumentException().isThrownBy(Orientation.OBLIQUE::inverse);
        assertThatIllegalArgumentException().isThrownBy(() -> Orientation.of(45, false));
        assertThat(Orientation.OBLIQUE.shown(new Size(4, 2))).isEqualTo(new Size(4, 2));
    }
}

package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartSizesTest {
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @ValueSource(
            longs = {
                5 * GIB + 1,
                9 * GIB,
                625 * GIB,
                625 * GIB + 1,
                5 * 1024 * GIB,
                PartSizes.LARGEST_OBJECT - 1,
                PartSizes.LARGEST_OBJECT
            })
    void everyFileFitsIntoThePartLimitOfS3(long bytes) {
        long size = PartSizes.S3.sizeFor(bytes);

        assertThat((bytes + size - 1) / size).isLessThanOrEqualTo(10_000);
        assertThat(size).isBetween(64L << 20, 5 * GIB);
    }

    @Test
    void partsAreAsSmallAsPossible() {
        assertThat(PartSizes.S3.sizeFor(9 * GIB)).isEqualTo(64L << 20);
    }

    @Test
    void timeoutGrowsWithTheBytesUpToALimit() {
        assertThat(PartSizes.timeFor(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(PartSizes.timeFor(GIB)).isEqualTo(Duration.ofSeconds(60 + 4096));
        assertThat(PartSizes.timeFor(Long.MAX_VALUE)).isEqualTo(Duration.ofHours(12));
    }
}

package dev.renditions.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc64NvmeTest {
    /** The check value of the <a href="https://reveng.sourceforge.io/crc-catalogue/all.htm">catalogue of CRCs</a>. */
    @Test
    void checksumOfNineDigitsEqualsTheCatalogues() {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update("123456789".getBytes(US_ASCII), 0, 9);

        assertThat(crc.getValue()).isEqualTo(0xAE8B14860A799888L);
        assertThat(crc.base64()).isEqualTo("rosUhgp5mIg=");
    }

    @Test
    void checksumOfNothingIsZero() {
        assertThat(new Crc64Nvme().getValue()).isZero();
        assertThat(new Crc64Nvme().base64()).isEqualTo("AAAAAAAAAAA=");
    }

    @Test
    void checksumDoesNotDependOnTheChunks() {
        byte[] bytes = new byte[10_007];
        new Random(7).nextBytes(bytes);
        Crc64Nvme single = new Crc64Nvme();
        for (byte b : bytes) {
            single.update(b);
        }
        for (int step : new int[] {1, 3, 7, 8, 9, 64, 1000, bytes.length}) {
            Crc64Nvme crc = new Crc64Nvme();
            for (int at = 0; at < bytes.length; at += step) {
                crc.update(bytes, at, Math.min(step, bytes.length - at));
            }
            assertThat(crc.getValue()).as("in steps of %d", step).isEqualTo(single.getValue());
        }
        single.reset();
        assertThat(single.getValue()).isZero();
    }
}

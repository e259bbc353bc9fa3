package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final String KEY = "s:2:abc";
    private static final byte[] PAYLOAD = "{\"v\":1}".getBytes(UTF_8);
    private static final Seal SEAL = Seal.with(new byte[32]);

    @Test
    void payloadStaysReadable() {
        assertThat(new String(SEAL.seal(KEY, PAYLOAD), UTF_8)).isEqualTo("{\"v\":1} Zm21-uTu2cSUu8DbNe-7Vw");
    }

    @Test
    void valueOpensOnlyWithItsKeyAndSecret() {
        byte[] value = SEAL.seal(KEY, PAYLOAD);
        assertThat(SEAL.open(KEY, value)).contains(PAYLOAD);
        assertThat(Seal.with(new byte[32]).open(KEY, value)).contains(PAYLOAD);
        assertThat(SEAL.open("s:2:abd", value)).isEmpty();
        assertThat(SEAL.open("r:2:abc", value)).isEmpty();
        assertThat(SEAL.open("", value)).isEmpty();
        assertThat(Seal.with("another secret, as long as it needs".getBytes(UTF_8))
                        .open(KEY, value))
                .isEmpty();
        assertThat(Seal.parse(Seal.newSecret()).open(KEY, value)).isEmpty();
        assertThat(SEAL.open(KEY, PAYLOAD)).isEmpty();
    }

    @Test
    void emptyPayloadIsSealed() {
        byte[] value = SEAL.seal(KEY, new byte[0]);
        assertThat(SEAL.open(KEY, value)).contains(new byte[0]);
        assertThat(SEAL.open(KEY, new byte[0])).isEmpty();
        assertThat(SEAL.open("l:2:abc", value)).isEmpty();
    }

    @Test
    void changedOrTruncatedValueDoesNotOpen() {
        byte[] value = SEAL.seal(KEY, PAYLOAD);
        for (int place = 0; place < value.length; place++) {
            for (int change = 1; change < 256; change++) {
                byte[] changed = value.clone();
                changed[place] ^= (byte) change;
                assertThat(SEAL.open(KEY, changed)).isEmpty();
            }
            assertThat(SEAL.open(KEY, Arrays.copyOf(value, place))).isEmpty();
            assertThat(SEAL.open(KEY, Arrays.copyOfRange(value, place + 1, value.length)))
                    .isEmpty();
        }
        assertThat(SEAL.open(KEY, Arrays.copyOf(value, value.length + 1))).isEmpty();
    }

    @Test
    void randomBytesNeverOpen() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertThat(SEAL.open(KEY, bytes)).as("seed %s", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tooshort", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%%%%", "\u00e9"})
    void refusesInvalidSecretsWithoutQuotingThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seal.parse(text))
                .matches(e -> text.isEmpty() || !String.valueOf(e.getMessage()).contains(text));
    }

    @Test
    void newSecretsDifferAndCanBeRead() {
        String secret = Seal.newSecret();
        assertThat(Seal.newSecret()).isNotEqualTo(secret);
        assertThat(Seal.parse(secret + "\n").open(KEY, Seal.parse(secret).seal(KEY, PAYLOAD)))
                .contains(PAYLOAD);
    }
}

package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.Permission;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionCodecTest {
    private static final String GRANTED = "{\"v\":1,\"permission\":\"granted\",\"until\":1767225600000}";
    private static final String REFUSED = "{\"v\":1,\"permission\":\"refused\",\"until\":1767225600000}";
    private static final Instant UNTIL = Instant.ofEpochMilli(1767225600000L);
    private static final Instant NOW = UNTIL.minusSeconds(60);

    @Test
    void permissionsHaveTheBytesThatOtherVersionsRead() {
        assertThat(new String(PermissionCodec.encode(Permission.GRANTED, UNTIL), UTF_8))
                .isEqualTo(GRANTED);
        assertThat(new String(PermissionCodec.encode(Permission.REFUSED, UNTIL), UTF_8))
                .isEqualTo(REFUSED);
        assertThat(PermissionCodec.decode(GRANTED.getBytes(UTF_8), NOW)).contains(Permission.GRANTED);
        assertThat(PermissionCodec.decode(REFUSED.getBytes(UTF_8), NOW)).contains(Permission.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "granted",
                "{}",
                "{\"v\":2,\"permission\":\"granted\",\"until\":1767225600000}",
                "{\"v\":1,\"permission\":\"GRANTED\",\"until\":1767225600000}",
                "{\"v\":1,\"permission\":true,\"until\":1767225600000}",
                "{\"v\":1,\"permission\":\"granted\"}",
                "{\"v\":1,\"permission\":\"granted\",\"until\":\"1767225600000\"}",
                "{\"v\":1,\"permission\":\"granted\",\"until\":1e99}",
                "{\"v\":1,\"permission\":\"granted\",\"until\":null}",
                "{\"v\":1,\"permission\":[\"granted\"],\"until\":1767225600000}",
                "{\"v\":1,\"permission\":\"granted\",\"until\":1767225600000}{}"
            })
    void invalidPermissionIsAbsent(String value) {
        assertThat(PermissionCodec.decode(value.getBytes(UTF_8), NOW)).isEmpty();
    }

    /** Prevents the replay of an old value; tolerates a clock difference of some seconds. */
    @Test
    void expiredPermissionIsAbsent() {
        byte[] value = PermissionCodec.encode(Permission.GRANTED, UNTIL);
        assertThat(PermissionCodec.decode(value, UNTIL.plusSeconds(9))).contains(Permission.GRANTED);
        assertThat(PermissionCodec.decode(value, UNTIL.plusSeconds(10))).isEmpty();
    }

    @Test
    void flippedByteOfARefusalIsNeverAGrant() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = REFUSED.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(PermissionCodec.decode(bytes, NOW))
                    .as("seed %s", seed)
                    .isNotEqualTo(Optional.of(Permission.GRANTED));
        }
    }
}

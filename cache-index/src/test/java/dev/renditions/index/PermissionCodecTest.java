package dev.renditions.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionCodecTest {
    private static final String GRANTED = "{\"v\":1,\"permission\":\"granted\"}";
    private static final String REFUSED = "{\"v\":1,\"permission\":\"refused\"}";

    @Test
    void permissionsHaveTheBytesThatOtherVersionsRead() {
        assertThat(new String(PermissionCodec.encode(Permission.GRANTED), UTF_8))
                .isEqualTo(GRANTED);
        assertThat(new String(PermissionCodec.encode(Permission.REFUSED), UTF_8))
                .isEqualTo(REFUSED);
        assertThat(PermissionCodec.decode(GRANTED.getBytes(UTF_8))).contains(Permission.GRANTED);
        assertThat(PermissionCodec.decode(REFUSED.getBytes(UTF_8))).contains(Permission.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "granted",
                "{}",
                "{\"v\":2,\"permission\":\"granted\"}",
                "{\"v\":1,\"permission\":\"GRANTED\"}",
                "{\"v\":1,\"permission\":true}",
                "{\"v\":1,\"permission\":[\"granted\"]}",
                "{\"v\":1,\"permission\":\"granted\"}{}"
            })
    void whatIsNoPermissionIsAbsent(String value) {
        assertThat(PermissionCodec.decode(value.getBytes(UTF_8))).isEmpty();
    }

    /** No single damaged byte makes a yes of a no. */
    @Test
    void flippedByteOfARefusalIsNeverAGrant() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = REFUSED.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(PermissionCodec.decode(bytes)).as("seed %s", seed).isNotEqualTo(Optional.of(Permission.GRANTED));
        }
    }
}

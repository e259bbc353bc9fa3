package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.index.RecordedFailure;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCodecTest {
    private static final String GOLDEN =
            "{\"v\":1,\"kind\":\"damaged\",\"reason\":\"frame 7 of 9:\\n\\\"caf\u00e9\\\"\\u0000\",\"until\":1767225600000}";
    private static final Instant UNTIL = Instant.ofEpochMilli(1767225600000L);
    private static final Instant NOW = UNTIL.minusSeconds(60);
    private static final RecordedFailure FAILURE = new RecordedFailure("damaged", "frame 7 of 9:\n\"caf\u00e9\"\u0000");

    @Test
    void failureHasTheBytesThatOtherVersionsRead() {
        assertThat(new String(FailureCodec.encode(FAILURE, UNTIL), UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void storedFailureIsRead() {
        assertThat(FailureCodec.decode(GOLDEN.getBytes(UTF_8), NOW)).contains(FAILURE);
        assertThat(FailureCodec.decode(
                        GOLDEN.replace("\"kind\"", "\"later\":[1],\"kind\"").getBytes(UTF_8), NOW))
                .contains(FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001f", "\"", "\\", "a", "\u00e9", "\u2028", "\uffff", "\ud83c", "\udfac"})
    void longestFailureOfAnyCharacterIsStored(String character) {
        RecordedFailure failure = new RecordedFailure(
                character.repeat(RecordedFailure.LONGEST_KIND), character.repeat(RecordedFailure.LONGEST_REASON));
        assertThat(FailureCodec.decode(FailureCodec.encode(failure, UNTIL), NOW))
                .contains(failure);
    }

    @Test
    void longReasonIsTruncated() {
        String longest = "r".repeat(RecordedFailure.LONGEST_REASON);
        assertThat(new RecordedFailure("limit", longest).reason()).isEqualTo(longest);
        assertThat(new RecordedFailure("limit", longest + "r").reason())
                .hasSize(RecordedFailure.LONGEST_REASON)
                .endsWith("r\u2026");
    }

    @Test
    void truncationKeepsSurrogatePairs() {
        String pairs = "\ud83c\udfac".repeat(RecordedFailure.LONGEST_REASON);
        assertThat(new RecordedFailure("limit", pairs).reason()).isEqualTo(pairs.substring(0, 498) + "\u2026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01234567890123456789012345678901234567890123456789012345678901234"})
    void refusesEmptyAndTooLongKinds(String kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordedFailure(kind, "reason"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1|\"v\":2",
                "\"damaged\"|\"\"",
                "\"damaged\"|7",
                "damaged|01234567890123456789012345678901234567890123456789012345678901234",
                "\"kind\"|\"sort\"",
                "\"reason\":|\"reason\":null,\"was\":",
                "}|''",
                "\"until\"|\"since\"",
                "1767225600000|\"1767225600000\"",
                "1767225600000|1e99",
            })
    void malformedFailureIsAbsent(String part, String replacement) {
        String value = GOLDEN.replace(part, replacement);
        assertThat(value).isNotEqualTo(GOLDEN);
        assertThat(FailureCodec.decode(value.getBytes(UTF_8), NOW)).isEmpty();
    }

    /** Prevents the replay of an old value; tolerates a clock difference of some seconds. */
    @Test
    void expiredFailureIsAbsent() {
        byte[] value = FailureCodec.encode(FAILURE, UNTIL);
        assertThat(FailureCodec.decode(value, UNTIL.plusSeconds(9))).contains(FAILURE);
        assertThat(FailureCodec.decode(value, UNTIL.plusSeconds(10))).isEmpty();
    }

    @Test
    void randomBytesAreAbsent() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        IntStream.range(0, 20_000).forEach(round -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertThat(FailureCodec.decode(bytes, NOW)).as("seed %s", seed).isEmpty();
            assertThat(ContentCodec.decode(bytes)).as("seed %s", seed).isEmpty();
        });
    }

    @Test
    void flippedBytesNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        IntStream.range(0, 20_000).forEach(round -> {
            byte[] bytes = GOLDEN.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(FailureCodec.decode(bytes, NOW)
                            .map(RecordedFailure::kind)
                            .orElse("damaged"))
                    .as("seed %s", seed)
                    .isNotEmpty();
        });
    }
}

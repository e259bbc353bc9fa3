package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
    private static final String GOLDEN =
            "{\"v\":1,\"uri\":\"s3://bucket/key\",\"type\":\"video/mp4\",\"bytes\":123,\"seconds\":1.234}";
    private static final RenditionLocation LOCATION =
            new RenditionLocation(URI.create("s3://bucket/key"), "video/mp4", 123, Duration.ofMillis(1234));

    @Test
    void locationHasTheBytesThatOtherVersionsRead() {
        assertThat(EntryCodec.encode(LOCATION))
                .hasValueSatisfying(
                        bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo(GOLDEN));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "2000000000, 2.000", "1000000, 0.001", "999999, 0.000", "86400000000000, 86400.000"})
    void encodeTimeIsWrittenInSecondsTruncatedToMilliseconds(long nanos, String written) {
        RenditionLocation location =
                new RenditionLocation(LOCATION.uri(), LOCATION.mediaType(), 123, Duration.ofNanos(nanos));
        assertThat(new String(EntryCodec.encode(location).orElseThrow(), UTF_8))
                .isEqualTo(GOLDEN.replace("1.234", written));
    }

    @Test
    void storedLocationIsRead() {
        assertThat(decode(GOLDEN)).contains(LOCATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///srv/a%20b/caf%C3%A9.mp4",
                "file:///srv/café/\uD83C\uDFAC.mp4",
                "s3://bucket/a'b(c)?d=%22e%22#f"
            })
    void uriSurvivesStorage(String uri) {
        RenditionLocation location =
                new RenditionLocation(URI.create(uri), "image/jpeg", Long.MAX_VALUE, Duration.ofDays(3));
        assertThat(EntryCodec.encode(location).flatMap(EntryCodec::decode)).contains(location);
    }

    @Test
    void sizeOfAllFilesFollowsTheFieldsOfEarlierVersions() {
        RenditionLocation several =
                new RenditionLocation(LOCATION.uri(), LOCATION.mediaType(), 123, 45_678, LOCATION.encodeTime());
        String stored = GOLDEN.replace("}", ",\"allBytes\":45678}");
        assertThat(EntryCodec.encode(several))
                .hasValueSatisfying(
                        bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo(stored));
        assertThat(decode(stored)).contains(several);
    }

    @ParameterizedTest
    @ValueSource(strings = {"122", "-1", "\"45678\"", "1.5", "null"})
    void entryWithInvalidSizeOfAllFilesIsAbsent(String allBytes) {
        assertThat(decode(GOLDEN.replace("}", ",\"allBytes\":" + allBytes + "}")))
                .isEmpty();
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(decode(GOLDEN.replace("\"bytes\"", "\"later\":{\"a\":[1,null]},\"bytes\"")))
                .contains(LOCATION);
    }

    @Test
    void longestObjectKeyFits() {
        String uri = "s3://" + "b".repeat(63) + "/" + "%F0%9F%8E%AC".repeat(256);
        RenditionLocation location = new RenditionLocation(URI.create(uri), "video/mp4", 1, Duration.ZERO);
        assertThat(EntryCodec.encode(location).flatMap(EntryCodec::decode)).contains(location);
    }

    @ParameterizedTest
    @ValueSource(ints = {4038, 4039})
    void valueOfFourKilobytesIsTheLongestStored(int path) {
        RenditionLocation location =
                new RenditionLocation(URI.create("s3:" + "a".repeat(path)), "a/b", 1, Duration.ZERO);
        assertThat(EntryCodec.encode(location).map(bytes -> bytes.length))
                .isEqualTo(path == 4038 ? Optional.of(4096) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/\uD83C", "s3://bucket/\uD83Cx", "s3://bucket/\uDFACx"})
    void uriWithHalfASurrogatePairIsStored(String uri) {
        RenditionLocation location = new RenditionLocation(URI.create(uri), "video/mp4", 1, Duration.ZERO);
        assertThat(EntryCodec.encode(location).flatMap(EntryCodec::decode)).contains(location);
    }

    @Test
    void tooLongEncodeTimeHasNoStoredForm() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(EntryCodec.encode(new RenditionLocation(LOCATION.uri(), "video/mp4", 1, ages)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "[]",
                "{}",
                "{\"v\":1}",
                "not json",
                "{\"v\":1,\"uri\":\"s3://bucket/key\",\"type\":\"video/mp4\",\"bytes\":123,\"seconds\":1.234",
                "{\"v\":1,\"uri\":\"s3://bucket/key\",\"type\":\"video/mp4\",\"bytes\":123,\"seconds\":1.234}}",
                "{\"v\":1,\"uri\":\"s3://bucket/key\",\"type\":\"video/mp4\",\"bytes\":123,\"seconds\":1.234}\n{}",
            })
    void invalidEntryIsAbsent(String value) {
        assertThat(decode(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1|\"v\":2",
                "\"v\":1|\"v\":\"1\"",
                "\"v\":1|\"v\":1.0",
                "\"v\":1,|''",
                "\"s3://bucket/key\"|7",
                "\"s3://bucket/key\"|null",
                "s3://bucket/key|relative/key",
                "s3://bucket/key|s3://bucket/a b",
                "s3://bucket/key|''",
                "\"video/mp4\"|true",
                "video/mp4|VIDEO",
                "video/mp4|video/mp4\\r\\nX-Evil: 1",
                "123|0",
                "123|-1",
                "123|1.5",
                "123|\"123\"",
                "123|9223372036854775808",
                "1.234|-0.001",
                "1.234|\"1.234\"",
                "1.234|1e999999999",
                "1.234|1000000000",
                "1.234|NaN",
                "1.234|[]",
                ",\"seconds\":1.234|''",
            })
    void malformedEntryIsAbsent(String part, String replacement) {
        String value = GOLDEN.replace(part, replacement);
        assertThat(value).isNotEqualTo(GOLDEN);
        assertThat(decode(value)).isEmpty();
    }

    @Test
    void tinyExponentIsReadAsZero() {
        assertThat(decode(GOLDEN.replace("1.234", "1e-999999999")))
                .hasValueSatisfying(
                        location -> assertThat(location.encodeTime()).isZero());
    }

    @Test
    void megabytesAndDeepNestingAreAbsent() {
        assertThat(EntryCodec.decode(new byte[1 << 20])).isEmpty();
        assertThat(decode("[".repeat(4000))).isEmpty();
        assertThat(decode("{\"v\":".repeat(600))).isEmpty();
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(decode(GOLDEN.replace("\"bytes\"", "\"later\":" + deep + ",\"bytes\"")))
                .contains(LOCATION);
    }

    @Test
    void randomBytesAreAbsent() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        IntStream.range(0, 20_000).forEach(round -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertThat(EntryCodec.decode(bytes)).as("seed %s", seed).isEmpty();
        });
    }

    @Test
    void flippedBytesNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        IntStream.range(0, 20_000).forEach(round -> {
            byte[] bytes = GOLDEN.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(EntryCodec.decode(bytes).map(RenditionLocation::bytes).orElse(1L))
                    .as("seed %s", seed)
                    .isPositive();
        });
    }

    private static Optional<RenditionLocation> decode(String value) {
        return EntryCodec.decode(value.getBytes(UTF_8));
    }

    @Test
    void digestOfSizesIsOptionalAndValidated() {
        RenditionLocation several = new RenditionLocation(
                LOCATION.uri(),
                "application/vnd.apple.mpegurl",
                100,
                5000,
                Duration.ofSeconds(1),
                List.of(),
                "0123456789ab");
        String json = new String(EntryCodec.encode(several).orElseThrow(), UTF_8);

        assertThat(json).endsWith("\"allBytes\":5000,\"sizes\":\"0123456789ab\"}");
        assertThat(EntryCodec.decode(json.getBytes(UTF_8))).contains(several);
        String earlier = json.replace(",\"sizes\":\"0123456789ab\"", "");
        assertThat(EntryCodec.decode(earlier.getBytes(UTF_8)).orElseThrow().sizes())
                .isEmpty();
        assertThat(EntryCodec.decode(json.replace("0123456789ab", "xyz").getBytes(UTF_8)))
                .isEmpty();
    }
}

package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodecTest {
    private static final String GOLDEN =
            "{\"v\":1,\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}";
    private static final ContentHash CONTENT = ContentHash.of(new byte[0]);

    @Test
    void contentHasTheBytesThatOtherVersionsRead() {
        assertThat(new String(ContentCodec.encode(CONTENT), UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void storedContentIsRead() {
        assertThat(ContentCodec.decode(GOLDEN.getBytes(UTF_8))).contains(CONTENT);
        assertThat(ContentCodec.decode(GOLDEN.replace("}", ",\"later\":{}}").getBytes(UTF_8)))
                .contains(CONTENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1|\"v\":2",
                "\"v\":1,|''",
                "\"sha256\"|\"sha512\"",
                "b855\"|B855\"",
                "b855\"|b85\"",
                "b855\"|b8555\"",
                "b855\"|b855\\n\"",
                "b855\"|b855",
                "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"|7",
                "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"|null",
                "}|}}",
            })
    void malformedContentIsAbsent(String part, String replacement) {
        String value = GOLDEN.replace(part, replacement);
        assertThat(value).isNotEqualTo(GOLDEN);
        assertThat(ContentCodec.decode(value.getBytes(UTF_8))).isEmpty();
    }
}

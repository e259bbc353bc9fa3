package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailBufferTest {
    @ParameterizedTest
    @CsvSource({"'', ''", "abc, abc", "abcd, abcd", "abcde, bcde", "abcdefghij, ghij"})
    void lastBytesAreKept(String written, String kept) {
        TailBuffer tail = new TailBuffer(4);

        tail.drain(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));

        assertThat(tail.text()).isEqualTo(kept);
    }
}

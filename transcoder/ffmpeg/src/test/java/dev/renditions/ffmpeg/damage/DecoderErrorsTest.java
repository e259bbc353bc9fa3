package dev.renditions.ffmpeg.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.StreamCondition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as ffmpeg 8.1 logs them. */
class DecoderErrorsTest {
    private static final Duration END = Duration.ofSeconds(4);

    private DecoderErrors errors;

    @BeforeEach
    void open() {
        errors = new DecoderErrors(Map.of(0, "h264", 1, "aac"));
    }

    @Test
    void intactStreamsHaveNoErrors() {
        log("[in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x5600177ae080] [verbose]   Input stream #0:0 (video): 100 packets read"
                + " (8681 bytes); 100 frames decoded; 0 decode errors; ");
        log("[in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x5600177ae080] [verbose]   Input stream #0:1 (audio): 188 packets read"
                + " (9000 bytes); 188 frames decoded; 0 decode errors (192512 samples); ");

        assertThat(errors.condition(0, true, END)).isEqualTo(new StreamCondition(0, true, 100, 0, 0, END));
        assertThat(errors.condition(1, false, END)).isEqualTo(new StreamCondition(1, false, 188, 0, 0, END));
        assertThat(errors.any()).isFalse();
        assertThat(errors.truncated()).isFalse();
    }

    @Test
    void corruptPacketThatIsNotDecodedCountsOnce() {
        log("[in#0/mpegts @ 0x55] [warning] corrupt input packet in stream 0");
        log("[in#0/mpegts @ 0x55] [warning] corrupt input packet in stream 0");
        log("[in#0/mpegts @ 0x55] [verbose]   Input stream #0:0 (video): 50 packets read (1 bytes); 49 frames decoded;"
                + " 1 decode errors; ");
        log("[vist#0:0/h264 @ 0x55] [dec:h264 @ 0x56] [warning] corrupt decoded frame");

        assertThat(errors.condition(0, true, END).damaged()).isEqualTo(3);
        assertThat(errors.condition(1, false, END).damaged()).isZero();
        assertThat(errors.any()).isTrue();
    }

    @Test
    void decoderErrorsCountForStreamsOfTheirCodec() {
        log("[h264 @ 0x7fa] [error] error while decoding MB 12 7, bytestream -5");
        log("[h264 @ 0x7fa] [error] concealing 300 DC, 300 AC, 300 MV errors in P frame");
        log("[h264 @ 0x7fa] [warning] a mere warning");
        log("[mov,mp4,m4a,3gp,3g2,mj2 @ 0x7fa] [error] the reader's own");

        assertThat(errors.condition(0, true, END).complaints()).isEqualTo(2);
        assertThat(errors.condition(1, false, END).complaints()).isZero();
        assertThat(errors.any()).isTrue();
    }

    /** A tile of an image: its stream is not the requested one. */
    @Test
    void anyIncludesOtherStreams() {
        log("[in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] [verbose]   Input stream #0:7 (video): 1 packets read (8160 bytes);"
                + " 1 frames decoded; 1 decode errors; ");

        assertThat(errors.condition(0, true, END)).isEqualTo(new StreamCondition(0, true, 0, 0, 0, END));
        assertThat(errors.any()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] [error] stream 0, offset 0x30: partial file",
                "[matroska,webm @ 0x55] [error] File ended prematurely at pos. 5000 (0x1388)"
            })
    void fileThatEndsEarlyIsTruncated(String line) {
        log(line);

        assertThat(errors.truncated()).isTrue();
        assertThat(errors.any()).isFalse();
    }

    private void log(String line) {
        errors.accept(line);
    }
}

package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadTest {
    @Test
    void truncatedRiffIsDamaged() {
        FileHead head = riff(992);

        assertThat(head.missing(1000)).isEmpty();
        assertThat(head.missing(936)).isEmpty();
        assertThat(head.missing(5000)).isEmpty();
        assertThat(head.missing(935)).contains("the file is truncated: its header states 1000 bytes, but it has 935");
        assertThat(head.missing(900)).isPresent();
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> head.missing(899))
                .withMessage("the file is truncated: its header states 1000 bytes, but it has 899")
                .matches(e -> e.kind() == MediaException.Kind.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7FFF_F000, 0x7FFF_F024})
    void riffWrittenToAPipeStatesNoLength(int size) {
        assertThat(riff(size).missing(100)).isEmpty();
        assertThat(riff(size).pipedWav()).isTrue();
        assertThat(riff(100).pipedWav()).isFalse();
    }

    @Test
    void truncatedAsfIsDamaged() {
        assertThat(asf(1000, 2).missing(1000)).isEmpty();
        assertThat(asf(1000, 1).missing(200)).isEmpty();
        assertThat(asf(0, 2).missing(200)).isEmpty();
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> asf(1000, 2).missing(600));
    }

    @Test
    void tiffIsRecognizedByItsFirstBytes() {
        assertThat(new FileHead("II*\0....".getBytes(StandardCharsets.ISO_8859_1)).tiff())
                .isTrue();
        assertThat(new FileHead("MM\0*....".getBytes(StandardCharsets.ISO_8859_1)).tiff())
                .isTrue();
        assertThat(riff(10).tiff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R", "RIFF", "RIFFabc", "some text that is longer than a header"})
    void otherHeadersStateNoLength(String text) {
        FileHead head = new FileHead(text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(head.missing(1)).isEmpty();
        assertThat(head.tiff()).isFalse();
    }

    private static FileHead riff(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(size)
                .put("WAVE".getBytes(StandardCharsets.ISO_8859_1));
        return new FileHead(bytes.array());
    }

    private static FileHead asf(long size, int flags) {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HexFormat.of().parseHex("3026b2758e66cf11a6d900aa0062ce6c")).position(30);
        bytes.put(HexFormat.of().parseHex("a1dcab8c47a9cf118ee400c00c205365"));
        bytes.putLong(30 + 40, size).putInt(30 + 88, flags);
        return new FileHead(bytes.array());
    }
}

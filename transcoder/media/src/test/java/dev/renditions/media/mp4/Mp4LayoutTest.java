package dev.renditions.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Mp4LayoutTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ftyp moov mdat, true",
        "ftyp free moov mdat, true",
        "ftyp mdat moov, false",
        "ftyp free mdat, false",
        "ftyp, false",
        "'', false"
    })
    void headerMustPrecedeTheMedia(String boxes, boolean plays) throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (String box : boxes.split(" ")) {
            bytes.append(box.isEmpty() ? "" : "\0\0\0\f" + box + "data");
        }
        assertThat(Mp4Layout.playsWhileLoading(file(bytes.toString()))).isEqualTo(plays);
    }

    @ParameterizedTest
    @CsvSource({"ID3 and then sound", "moov"})
    void otherFilesDoNotPlayWhileLoading(String text) throws IOException {
        assertThat(Mp4Layout.playsWhileLoading(file(text))).isFalse();
    }

    private Path file(String bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}

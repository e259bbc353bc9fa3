package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.PackagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubtitleFileTest {
    private static final String CUE = "\n00:00:01.000 --> 00:00:02.000\nWEBVTT\n";

    @TempDir
    Path folder;

    @Test
    void addsTheMapAfterTheFirstLine() throws IOException {
        assertThat(mapped("WEBVTT\n" + CUE)).isEqualTo("WEBVTT\n" + SubtitleFile.MAP + "\n" + CUE);
        assertThat(mapped("WEBVTT - $1 title\r\n" + CUE))
                .isEqualTo("WEBVTT - $1 title\n" + SubtitleFile.MAP + "\n" + CUE);
        assertThat(mapped("\uFEFFWEBVTT\n" + CUE)).isEqualTo("WEBVTT\n" + SubtitleFile.MAP + "\n" + CUE);
        assertThat(mapped("WEBVTT")).isEqualTo("WEBVTT\n" + SubtitleFile.MAP + "\n");
    }

    @Test
    void keepsAnExistingMap() throws IOException {
        String text = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n" + CUE;

        assertThat(mapped(text)).isEqualTo(text);
    }

    @Test
    void doesNotWriteThroughALinkOfTheTemporaryFile() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "of the user");
        Files.createSymbolicLink(folder.resolve("t.vtt.part"), outside);
        assertThat(mapped("WEBVTT\n" + CUE)).contains(SubtitleFile.MAP);
        assertThat(outside).hasContent("of the user");
        assertThat(Files.isSymbolicLink(folder.resolve("t.vtt"))).isFalse();
    }

    @Test
    void refusesOtherFormats() {
        assertThatThrownBy(() -> mapped("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n"))
                .isInstanceOf(PackagingException.class)
                .hasMessage("t.vtt: it does not begin with WEBVTT");
        assertThatThrownBy(() -> mapped("WEBVTTX\n")).isInstanceOf(PackagingException.class);
        assertThatThrownBy(() -> {
                    Files.write(folder.resolve("t.vtt"), new byte[] {'W', (byte) 0xFF});
                    SubtitleFile.map(folder.resolve("t.vtt"));
                })
                .hasMessage("t.vtt: not UTF-8");
    }

    private String mapped(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("t.vtt"), text);
        SubtitleFile.map(file);
        assertThat(folder).isDirectoryContaining("glob:**t.vtt").isDirectoryNotContaining("glob:**.part");
        return Files.readString(file);
    }
}

package dev.renditions.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.captions.cue.TextLines;
import dev.renditions.captions.cue.TooMuchTextException;
import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules for all formats, with hostile files. */
@Timeout(60)
final class TextFormatTest {
    @TempDir
    Path folder;

    @Test
    void timesCountFromTheGivenZero() throws IOException {
        Path file = write("1\n00:00:50,000 --> 00:01:10,000\nbegun before\n\n2\n00:00:40,000 --> 00:01:00,000\nover\n\n"
                + "3\n00:01:12,345 --> 00:01:13,000\nlater\n");
        assertThat(TextFormat.SUBRIP
                        .read(file, Duration.ofSeconds(60), Read.MOST)
                        .cues())
                .map(Read::line)
                .containsExactly("0-10000 [] begun before", "12345-13000 [] later");
    }

    @Test
    void readsAllLineEndsAndWindows1252() throws IOException {
        byte[] file = "1\r\n00:00:01,000 --> 00:00:02,000\r\nna\u00EFve\rfa\u00E7ade \u2014 \u00FC\n\r\n"
                .replace("\u2014", "-")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path old = Files.write(folder.resolve("old"), file);
        assertThat(TextFormat.SUBRIP.read(old, Duration.ZERO, Read.MOST).cues())
                .map(Cue::text)
                .containsExactly("na\u00EFve\nfa\u00E7ade - \u00FC");
    }

    @Test
    void skipsTooLongLines() {
        String words = "x".repeat(TextLines.LONGEST);
        assertThat(Read.cues(
                        TextFormat.SUBRIP,
                        folder,
                        "00:01.000 --> 00:02.000\na" + words + "\n" + words + "\nb\nc" + words))
                .map(Cue::text)
                .containsExactly(words + "\nb");
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void refusesTextAboveTheOutputLimit(TextFormat format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            String cue = format == TextFormat.ASS
                    ? "Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,%d\n"
                    : "00:01.000 --> 00:02.000\n%d\n\n";
            text.append(String.format(cue, i));
        }
        assertThatExceptionOfType(TooMuchTextException.class)
                .isThrownBy(() -> Read.cues(format, folder, text.toString()))
                .withMessage("its subtitles have more than 1048576 bytes of text");
    }

    @Test
    void drawingsDoNotCountAsText() {
        String drawing = "Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,{\\p1}" + "m 0 0 l 1 1 ".repeat(5000) + "{\\p0}\n";
        assertThat(Read.cues(TextFormat.ASS, folder, drawing.repeat(100))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void randomBytesGiveValidOutput(TextFormat format) throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
                "00:00:01.000 --> 00:00:02.000",
                "00:00:01,000 --> 00:00:02,000",
                " line:0 align:left",
                "[V4+ Styles]\n",
                "Style: ",
                "Format: Name, Alignment\n",
                "{\\an8}",
                "{\\p1}",
                "</script>",
                "-->",
                "\u0000",
                "\u001B[2J",
                "\uD83D\uDE00",
                "\r",
                "\n",
                "\n\n",
                "&",
                "<b>",
                ",");
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(200); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(1 + bytes.length / 20); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            WebVtt read = format.read(Files.write(folder.resolve("random"), bytes), Duration.ZERO, Read.MOST);
            String which = "seed " + seed + ", file " + i;
            assertThat(WebVtt.parse(read.text())).as(which).isEqualTo(read);
            assertThat(read.cues())
                    .allSatisfy(cue -> assertThat(cue.text())
                            .as(which)
                            .doesNotContain("-->", "<script", "</script", "\u0000", "\u001B", "\r"));
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("text"), text);
    }
}

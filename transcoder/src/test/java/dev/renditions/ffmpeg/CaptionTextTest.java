package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.WebVtt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                                  | plain",
                "<b>bold</b> <i>and</i> <u>so on</u>    | <b>bold</b> <i>and</i> <u>so on</u>",
                "<script>alert(1)</script>              | alert(1)",
                "<img src=x onerror=alert(1)>a          | a",
                "<b onclick=alert(1)>a</b>              | a</b>",
                "<c.red><v Anna>a</c>                   | a",
                "a < b > c                              | a  c",
                "a <b                                   | a &lt;b",
                "1 --> 2                                | 1 --&gt; 2",
                "salt & pepper &amp; &lt; &#60;         | salt &amp; pepper &amp; &lt; &amp;#60;",
                "{\\an8\\pos(1,2)}top {not a command}   | top {not a command}",
                "<<b>script>a                           | &lt;<b>script&gt;a",
            })
    void markupIsKeptOnlyWhereItIsHarmless(String text, String kept) {
        assertThat(CaptionText.harmless(text)).isEqualTo(kept);
    }

    @Test
    void controlCharactersAndEmptyLinesGo() {
        assertThat(CaptionText.harmless("a\u0000b\u001b\r\nc\n \nd\n")).isEqualTo("ab\nc\nd");
    }

    @Test
    void whatIsMadeHarmlessStaysSo() {
        String once = CaptionText.harmless("<i>a</i> & b <script> -->");
        assertThat(CaptionText.harmless(once)).isEqualTo(once);
    }

    @Test
    void textsAreOrderedAndThoseThatSayNothingLeftOut() {
        WebVtt read = WebVtt.parse("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:03.000 --> 00:04.000\n<br>\n\n"
                + "00:01.000 --> 00:02.000\na\n");
        assertThat(CaptionText.harmless(read).text())
                .isEqualTo("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na\n\n00:00:05.000 --> 00:00:06.000\nb\n");
    }
}

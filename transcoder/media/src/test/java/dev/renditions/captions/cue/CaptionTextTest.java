package dev.renditions.captions.cue;

import static org.assertj.core.api.Assertions.assertThat;

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
                "<<b>script>a                           | &lt;<b>script&gt;a",
            })
    void keepsOnlyHarmlessMarkup(String text, String kept) {
        assertThat(CaptionText.harmless(text)).isEqualTo(kept);
    }

    @Test
    void removesControlCharactersAndEmptyLines() {
        assertThat(CaptionText.harmless("a\u0000b\u001b\r\nc\n \nd\n")).isEqualTo("ab\nc\nd");
    }

    @Test
    void sanitizingIsIdempotent() {
        String once = CaptionText.harmless("<i>a</i> & b <script> -->");
        assertThat(CaptionText.harmless(once)).isEqualTo(once);
    }

    @Test
    void textOfTagsAndSpacesIsInvisible() {
        assertThat(CaptionText.saysNothing("")).isTrue();
        assertThat(CaptionText.saysNothing("<b> \u00A0\n</b>&nbsp;\u200B&lrm;")).isTrue();
        assertThat(CaptionText.saysNothing("<b>.</b>")).isFalse();
        assertThat(CaptionText.saysNothing("\n".repeat(1_000_000))).isTrue();
    }
}

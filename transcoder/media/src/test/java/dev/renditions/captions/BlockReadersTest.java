package dev.renditions.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockReadersTest {
    @TempDir
    Path folder;

    @Test
    void subRipKeepsTagsAndPositions() {
        assertThat(lines(TextFormat.SUBRIP, """
                        1
                        00:00:00,500 --> 00:00:02,000
                        <i>Hello</i> & <b>wörld</b>

                        2
                        00:00:02,000 --> 00:00:03,500  X1:117 X2:619 Y1:42 Y2:428
                        {\\an8}- top <font color="red">red</font>
                        - two

                        after an empty line

                        3
                        00:00:01,000 --> 00:00:01,000
                        never shown

                        4
                        100:00:01,000 --> 100:00:02,000

                        """))
                .containsExactly(
                        "500-2000 [] <i>Hello</i> &amp; <b>wörld</b>",
                        "2000-3500 [line:0] - top red\n- two\nafter an empty line");
    }

    @Test
    void webVttKeepsWellFormedSettings() {
        assertThat(lines(TextFormat.WEBVTT, """
                        WEBVTT - a title

                        id one
                        00:01.001 --> 00:02.507 line:10%,start position:20%,line-left align:start size:30% region:fred
                        <v Anna>a &lt;b&gt; <00:00:01.500>c</v>

                        00:00:03.003 --> 00:00:04.009\tvertical:rl line:0
                        x

                        00:05.000 --> 00:06.000 line:"><script>
                        {\\an8}from SubRip, C:\\New

                        00:06.000 --> 00:07.000 line:50%
                        {\\an8}both

                        """))
                .containsExactly(
                        "1001-2507 [line:10%,start position:20%,line-left size:30% align:start] a &lt;b&gt; c",
                        "3003-4009 [vertical:rl line:0] x",
                        "5000-6000 [line:0] from SubRip, C:\\New",
                        "6000-7000 [line:50%] both");
    }

    @Test
    void fileWithoutCuesIsEmpty() {
        assertThat(lines(TextFormat.WEBVTT, "WEBVTT\n")).isEmpty();
        assertThat(lines(TextFormat.SUBRIP, "")).isEmpty();
        assertThat(lines(TextFormat.SUBRIP, "\n\nno times\n")).isEmpty();
    }

    private List<String> lines(TextFormat format, String text) {
        return Read.cues(format, folder, text).stream().map(Read::line).toList();
    }
}

package dev.renditions.captions.ass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.captions.Read;
import dev.renditions.captions.TextFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AssReaderTest {
    private static final String HEAD = """
            [Script Info]
            ; a note
            ScriptType: v4.00+
            PlayResX: 1000
            PlayResY: 500

            [V4+ Styles]
            Format: Name, Fontname, Bold, Italic, Underline, Alignment
            Style: Default,Arial,0,0,0,2
            Style: Sign,Arial,-1,0,0,7
            Style: *Song,Arial,0,1,0,8
            Style: Odd,Arial,x,,0,99

            [Fonts]
            fontname: a.ttf
            [V4+!"#

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    @TempDir
    Path folder;

    @Test
    void eventsBecomeCuesInTheOrderOfTheirTimes() {
        assertThat(lines("""
                        Dialogue: 0,0:00:05.00,0:00:06.50,Default,,0,0,0,,second, with a comma
                        Dialogue: 0,1:02:03.45,1:02:04.00,Default,Anna,0,0,0,,late
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,first
                        """))
                .containsExactly("1000-2000 [] first", "5000-6500 [] second, with a comma", "3723450-3724000 [] late");
    }

    @Test
    void stylesDetermineTagsAndPositions() {
        assertThat(lines("""
                        Dialogue: 0,0:00:01.00,0:00:02.00,Sign,,0,0,0,,sign
                        Dialogue: 0,0:00:02.00,0:00:03.00,*Song,,0,0,0,,song {\\r}still {\\rSign}bold
                        Dialogue: 0,0:00:03.00,0:00:04.00,Odd,,0,0,0,,odd
                        Dialogue: 0,0:00:04.00,0:00:05.00,Missing,,0,0,0,,missing
                        Dialogue: 0,0:00:05.00,0:00:06.00,Sign,,0,0,0,,{\\an3\\pos(500,250)}placed
                        """))
                .containsExactly(
                        "1000-2000 [line:0 position:5% align:left] <b>sign</b>",
                        "2000-3000 [line:0] <i>song still </i><b>bold</b>",
                        "3000-4000 [] odd",
                        "4000-5000 [] missing",
                        "5000-6000 [line:44% position:50% align:right] <b>placed</b>");
    }

    @Test
    void skipsCommentsDrawingsAndInvalidEvents() {
        assertThat(lines("""
                        Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a comment
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100 0 100{\\p0}
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{only a comment}
                        Dialogue: 0,0:00:02.00,0:00:02.00,Default,,0,0,0,,never shown
                        Dialogue: 0,0:00:03.00,0:00:02.00,Default,,0,0,0,,never shown
                        Dialogue: 0,0:00:00.-5,0:00:02.00,Default,,0,0,0,,no time
                        Dialogue: 0,0:00:01.00,0:00:02.00,too few
                        Picture: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a.bmp
                        no colon
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,Banner;25;0;50,a banner
                        """)).containsExactly("1000-2000 [] a banner");
    }

    @Test
    void removesDuplicateCues() {
        assertThat(lines("""
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\bord4}glow
                        Dialogue: 1,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\bord0}glow
                        Dialogue: 1,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\an8}glow
                        """)).containsExactly("1000-2000 [] glow", "1000-2000 [line:0] glow");
    }

    @Test
    void readsAlignmentsOfSsa() {
        String script = """
                [V4 Styles]
                Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding
                Style: Default,Arial,20,1,2,3,4,0,0,1,2,0,6,30,30,10,0,0
                [Events]
                Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,,0,0,0,,top
                """;
        assertThat(Read.cues(TextFormat.ASS, folder, script)).map(Read::line).containsExactly("1000-2000 [line:0] top");
    }

    @Test
    void readsAScriptWithoutHeader() {
        String script = "\uFEFFDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\an7\\pos(192,144)}a\r\n";
        assertThat(Read.cues(TextFormat.ASS, folder, script))
                .map(Read::line)
                .containsExactly("1000-2000 [line:50% position:50% align:left] a");
    }

    @Test
    void escapesMarkup() {
        assertThat(lines("""
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,</script><img src=x onerror=alert(1)>a {\\i1}<b>&amp; & --> b
                        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,<{\\i1}script>x
                        """))
                .containsExactly(
                        "1000-2000 [] &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;a <i>&lt;b&gt;&amp;amp; &amp; --&gt; b</i>",
                        "1000-2000 [] &lt;<i>script&gt;x</i>");
    }

    private List<String> lines(String events) {
        return Read.cues(TextFormat.ASS, folder, HEAD + events).stream()
                .map(Read::line)
                .toList();
    }
}

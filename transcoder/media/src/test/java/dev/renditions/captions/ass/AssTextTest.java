package dev.renditions.captions.ass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.media.CueSettings;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
final class AssTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "plain                                              | plain                          | -",
                "one\\Ntwo                                          | one#two                        | -",
                "one\\ntwo\\hthree                                  | one two_three                  | -",
                "{\\q2}one\\ntwo                                    | one#two                        | -",
                "a \\ b \\x c\\                                     | a \\ b \\x c\\                 | -",
                "\\{literal\\}                                      | {literal}                      | -",
                "{a comment}shown{another}                          | shown                          | -",
                "a{b{c}d}e                                          | ad}e                           | -",
                "never {closed                                      | never {closed                  | -",
                "a } b {\\i1}c                                      | a } b <i>c</i>                 | -",
                "I <3 you > me & {\\i1}<sighs>{\\i0} &amp; | I &lt;3 you &gt; me &amp; <i>&lt;sighs&gt;</i> &amp;amp; | -",
                "{\\i1}ital{\\i0} not                               | <i>ital</i> not                | -",
                "{\\b1\\i1}both{\\b0} ital{\\i0}                    | <b><i>both</i></b><i> ital</i> | -",
                "{\\b700}bold {\\b400}not                           | <b>bold </b>not                | -",
                "{\\u1}under{\\r}not                                | <u>under</u>not                | -",
                "{\\bord3\\blur2\\be1\\iclip(1,2,3,4)\\alpha&HFF&}a | a                              | -",
                "{\\fad(200,200)\\fs20\\c&HFF00FF&\\1c&H0&\\t(0,1,\\an1\\i1)}a | a                     | -",
                "{\\k20}ka{\\kf30}ra{\\ko10}o{\\K5}ke               | karaoke                        | -",
                "{\\p1}m 0 0 l 100 0 100 100{\\p0}                  | ''                             | -",
                "before{\\p1}m 0 0 l\\N1 1{\\p0} after              | before after                   | -",
                "{\\p4\\i1}m 0 0 {\\i0}l 1 1                        | ''                             | -",
                "{\\pbo5}text                                       | text                           | -",
                "{\\an8}top                                         | top                            | line:0",
                "{\\an2}bottom                                      | bottom                         | -",
                "{\\an1}left                                        | left                           | position:5% align:left",
                "{\\an3}right                                       | right                          | position:95% align:right",
                "{\\an4}left                                        | left                           | line:47% position:5% align:left",
                "{\\an5}middle                                      | middle                         | line:47%",
                "{\\an5}two\\Nlines                                 | two#lines                      | line:44%",
                "{\\an6}right                                       | right                          | line:47% position:95% align:right",
                "{\\an7}left                                        | left                           | line:0 position:5% align:left",
                "{\\an9}right                                       | right                          | line:0 position:95% align:right",
                "{\\a6}top                                          | top                            | line:0",
                "{\\a5}top left                                     | top left                       | line:0 position:5% align:left",
                "{\\a10}middle                                      | middle                         | line:47%",
                "{\\a3}right                                        | right                          | position:95% align:right",
                "{\\a4}none {\\an0}{\\an10}{\\an}                   | none                           | -",
                "{\\an8}{\\an2}first counts                         | first counts                   | line:0",
                "{\\i1}late{\\i0} {\\an8}block                      | <i>late</i> block              | line:0",
                "{\\pos(192,144)}center                             | center                         | line:44% position:50%",
                "{\\an7\\pos(96,72)}sign                            | sign                           | line:25% position:25% align:left",
                "{\\an9\\pos(288,72)}sign                           | sign                           | line:25% position:75% align:right",
                "{\\an5\\pos(192,144)}sign                          | sign                           | line:47% position:50%",
                "{\\an8\\pos(192,0}forgotten                        | forgotten                      | line:0% position:50%",
                "{\\pos(192,144)\\pos(0,0)}first counts             | first counts                   | line:44% position:50%",
                "{\\an5\\move(0,144,384,144,0,500)}moves            | moves                          | line:47% position:50%",
                "{\\an7\\pos(-500,900)}outside                      | outside                        | line:94% position:0% align:left",
                "{\\pos(1e9,2)\\pos(x,y)\\pos(1)\\pos()\\move(1,2)}none | none                       | -",
            })
    void commandsBecomeTagsAndSettings(String text, String shown, String settings) {
        AssText.Shown read = AssText.read(text, CaptionDialect.ASS, overrides());
        assertThat(read.text().strip().replace('\n', '#').replace('\u00A0', '_'))
                .isEqualTo(shown);
        assertThat(read.settings().text()).isEqualTo(settings == null ? "" : settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\\an8}- top <font color=\"red\">red</font> | - top <font color=\"red\">red</font> | line:0",
                "{\\an8\\pos(192,0)}top {not a command}      | top {not a command}                  | line:0% position:50%",
                "{y:i}slanted {Y:b}{c:$0000FF}{s:20}         | slanted                              | -",
                "one\\Ntwo                                   | one#two                              | -",
                "{\\p1}m 0 0{\\p0}text                       | text                                 | -",
            })
    void subRipSupportsSomeCommands(String text, String shown, String settings) {
        AssText.Shown read = AssText.read(text, CaptionDialect.SUBRIP);
        assertThat(read.text().strip().replace('\n', '#')).isEqualTo(shown);
        assertThat(read.settings().text()).isEqualTo(settings == null ? "" : settings);
    }

    @Test
    void longTextsStayInTheFrame() {
        String wide = "a".repeat(60);
        AssText.Shown read = AssText.read("{\\an2\\pos(10,280)}" + wide, CaptionDialect.ASS, overrides());
        // 60 letters have about 90 % of the width, so their center can't be at 3 %.
        assertThat(read.settings().text()).isEqualTo("line:91% position:45%");
    }

    @ParameterizedTest
    @EnumSource(CaptionDialect.class)
    void hostileTextsAreReadQuickly(CaptionDialect dialect) {
        for (String piece : new String[] {
            "{",
            "}",
            "{\\",
            "{\\an8",
            "\\",
            "{}",
            "{\\pos(",
            "((((",
            "{\\t(\\t(",
            "{\\p1}",
            "{\\i1}{\\i0}",
            "{y:",
            "\u0000",
            "{\\r"
        }) {
            String text = piece.repeat(500_000 / piece.length());
            AssText.read(text, dialect);
            AssText.read(text + "}", dialect);
            AssText.read("{" + text + ")}x", dialect);
        }
    }

    @ParameterizedTest
    @EnumSource(CaptionDialect.class)
    void randomTextsGiveValidSettings(CaptionDialect dialect) {
        long seed = 7;
        Random random = new Random(seed);
        String letters = "{}\\()anpbiurmovesk0123456789,.-<>& \n\u00E9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            AssText.Shown read = AssText.read(text.toString(), dialect);
            assertThat(CueSettings.parse(read.settings().text()))
                    .as("seed " + seed + ": " + text)
                    .isEqualTo(read.settings());
        }
    }

    private static AssOverrides overrides() {
        return new AssOverrides(new AssStyles(), AssStyle.DEFAULT, ScriptResolution.DEFAULT, false);
    }
}

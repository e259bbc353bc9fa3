package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CueSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "line:0",
                "line:-1,end",
                "line:84.66%,center",
                "position:5%,line-left",
                "position:100%,line-right size:12.5% align:left",
                "vertical:rl line:10% position:0% size:50% align:start",
                "vertical:lr align:end",
            })
    void outputIsReadBack(String text) {
        assertThat(CueSettings.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "line:10%   align:left                 | line:10% align:left",
                "align:left line:10%                   | line:10% align:left",
                "line:0 region:fred                    | line:0",
                "line:010 position:050.50%             | line:10 position:50.5%",
                "line:33.33333333%                     | line:33.33%",
                "line:0 line:1                         | line:1",
                "line:0 line:x                         | line:0",
                "LINE:0 Align:left                     | ''",
                "line:1.5 line:10%,middle line:--1     | ''",
                "line:99999 line:1,2,3 line: line      | ''",
                "position:10 position:101% size:-1%    | ''",
                "align:middle vertical:down :x         | ''",
                "align:left--> <script>alert(1)        | ''",
                "position:5%,line-left\",line-left     | ''",
            })
    void keepsOnlyWellFormedForeignSettings(String theirs, String kept) {
        assertThat(CueSettings.wellFormed(theirs).text()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line:0 line:1", "align:left line:0", "line:0  align:left", "region:fred", "x", "line:00"})
    void strictParserRefusesOtherForms(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CueSettings.parse(text));
    }

    @Test
    void manySettingsAreReadQuickly() {
        assertThat(CueSettings.wellFormed("line:%s ".repeat(100_000) + "\tline:5"))
                .isEqualTo(CueSettings.parse("line:5"));
    }

    @Test
    void percentagesOutOfRangeAreRefusedOrClamped() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Percent(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Percent(10_001));
        assertThat(Percent.nearest(-0.7)).hasToString("0%");
        assertThat(Percent.nearest(49.5)).hasToString("50%");
        assertThat(Percent.nearest(Double.POSITIVE_INFINITY)).hasToString("100%");
        assertThat(Percent.nearest(Double.NaN)).hasToString("0%");
    }
}

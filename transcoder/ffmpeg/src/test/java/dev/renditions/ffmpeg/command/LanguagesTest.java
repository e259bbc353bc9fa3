package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguagesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "ger, de",
        "deu, de",
        "de, de",
        "fre, fr",
        "fra, fr",
        "chi, zh",
        "wel, cy",
        "eng, en",
        "heb, he",
        "ind, id",
        "yid, yi",
        "gsw, gsw",
        "haw, haw",
        "qqq, qqq"
    })
    void everyCodeBecomesTheShortestForItsLanguage(String code, String shortest) {
        assertThat(Languages.shortest(code)).isEqualTo(shortest);
    }
}

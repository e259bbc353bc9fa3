package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebVttTest {
    private static final WebVtt TWO =
            new WebVtt(List.of(cue(0, 1500, "one\ntwo"), cue(3_600_000L * 101, 3_600_000L * 101 + 1, "late")));

    @Test
    void outputIsReadBack() {
        assertThat(TWO.text()).isEqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:01.500
                one
                two

                101:00:00.000 --> 101:00:00.001
                late
                """);
        assertThat(WebVtt.parse(TWO.text())).isEqualTo(TWO);
        assertThat(WebVtt.parse(new WebVtt(List.of()).text()).cues()).isEmpty();
    }

    @Test
    void hoursAreOptional() {
        assertThat(WebVtt.parse("WEBVTT\n\n00:01.000 --> 00:02.000\na\n").cues())
                .containsExactly(cue(1000, 2000, "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SUBTITLES\n\n00:01.000 --> 00:02.000\na",
                "WEBVTT\n\nno times",
                "WEBVTT\n\n00:01.000 --> 00:61.000\na",
                "WEBVTT\n\n00:02.000 --> 00:01.000\nnever shown",
                "WEBVTT\n\n00:01.000 --> 00:02.000 line:over there\na",
                "WEBVTT\n\n00:01.000 --> 00:02.000 onclick:alert(1)\na"
            })
    void refusesInvalidFiles(String file) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebVtt.parse(file));
    }

    @Test
    void settingsAreWrittenAndReadBack() {
        CueSettings settings = CueSettings.parse("line:0 align:right");
        WebVtt placed = new WebVtt(List.of(new Cue(Duration.ZERO, Duration.ofSeconds(1), settings, "top")));
        assertThat(placed.text()).isEqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:01.000 line:0 align:right
                top
                """);
        assertThat(WebVtt.parse(placed.text())).isEqualTo(placed);
    }

    @Test
    void orderIsByStartTime() {
        assertThat(TWO.inOrder()).isTrue();
        assertThat(new WebVtt(List.of(cue(5, 9, "a"), cue(5, 6, "b"))).inOrder())
                .isTrue();
        assertThat(new WebVtt(List.of(cue(5, 9, "a"), cue(4, 6, "b"))).inOrder())
                .isFalse();
    }

    private static Cue cue(long start, long end, String text) {
        return new Cue(Duration.ofMillis(start), Duration.ofMillis(end), text);
    }
}

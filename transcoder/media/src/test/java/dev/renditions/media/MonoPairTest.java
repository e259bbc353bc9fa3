package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonoPairTest {
    private static final String MOV = "mov,mp4,m4a,3gp,3g2,mj2";
    private static final AudioStream LEFT = stream(1, "pcm_s24le", 1, 48_000, "", 0, 10_000);

    @ParameterizedTest
    @ValueSource(strings = {MOV, "mxf"})
    void twoMonoStreamsAreAStereoPair(String format) {
        AudioStream stereo = MonoPair.of(format, List.of(LEFT, stream(2, "pcm_s24le", 1, 48_000, "", 0, 10_000)))
                .orElseThrow();

        assertThat(stereo.index()).isEqualTo(1);
        assertThat(stereo.channels()).isEqualTo(2);
        assertThat(stereo.right()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void firstTwoOfFourStreamsAreTheMainMix() {
        List<AudioStream> four = List.of(LEFT, another(2), another(3), another(4));

        assertThat(MonoPair.of(MOV, four).orElseThrow().right()).isEqualTo(OptionalInt.of(2));
    }

    /** Columns in the order of the fields; times in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "pcm_s16le, 1, 48000, '', 0, 10000, false",
        "pcm_s24le, 2, 48000, '', 0, 10000, false",
        "pcm_s24le, 1, 44100, '', 0, 10000, false",
        "pcm_s24le, 1, 48000, de, 0, 10000, false",
        "pcm_s24le, 1, 48000, '', 51, 10000, false",
        "pcm_s24le, 1, 48000, '', 0, 9949, false",
        "pcm_s24le, 1, 48000, '', 50, 10050, true",
    })
    void streamsThatDifferAreIndependent(
            String codec, int channels, int rate, String language, long start, long end, boolean pair) {
        AudioStream other = stream(2, codec, channels, rate, language, start, end);

        assertThat(MonoPair.of(MOV, List.of(LEFT, other)).isPresent()).isEqualTo(pair);
    }

    @Test
    void oddNumbersAndOtherFormatsHaveNoPairs() {
        assertThat(MonoPair.of(MOV, List.of())).isEmpty();
        assertThat(MonoPair.of(MOV, List.of(LEFT))).isEmpty();
        assertThat(MonoPair.of(MOV, List.of(LEFT, another(2), another(3)))).isEmpty();
        assertThat(MonoPair.of("matroska,webm", List.of(LEFT, another(2)))).isEmpty();
    }

    @Test
    void markedStreamsAreIndependent() {
        assertThat(MonoPair.of(MOV, List.of(LEFT, another(2).marked(true, false))))
                .isEmpty();
        assertThat(MonoPair.of(MOV, List.of(LEFT, another(2).marked(false, true))))
                .isEmpty();
    }

    @Test
    void pairIsTheOnlyAudioToChooseFrom() {
        MediaInfo pair = new MediaInfo(
                MOV, Optional.of(Duration.ofSeconds(10)), List.of(), List.of(LEFT, another(2)), List.of(), 0);

        assertThat(pair.sounds()).containsExactly(pair.mainAudio().orElseThrow());
        assertThat(pair.sounds().get(0).streams()).containsExactly(LEFT.index(), 2);
    }

    @Test
    void streamsOfUnknownDurationAreIndependent() {
        AudioStream timeless = new AudioStream(2, "pcm_s24le", 1, 48_000, "", false, Optional.empty());

        assertThat(MonoPair.of(MOV, List.of(LEFT, timeless))).isEmpty();
        assertThat(MonoPair.of(MOV, List.of(timeless, LEFT))).isEmpty();
    }

    private static AudioStream another(int index) {
        return stream(index, "pcm_s24le", 1, 48_000, "", 0, 10_000);
    }

    private static AudioStream stream(
            int index, String codec, int channels, int rate, String language, long start, long end) {
        Span span = new Span(Duration.ofMillis(start), Duration.ofMillis(end));
        return new AudioStream(index, codec, channels, rate, language, true, Optional.of(span));
    }
}

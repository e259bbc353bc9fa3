package dev.renditions.service.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.AudioStream;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamCondition;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much damage is tolerated in a video of ten seconds, in its audio, and in stills. */
final class DamageAssessmentTest {
    private static final MediaInfo MP4 = Media.of(Media.video(640, 360), Media.audio(1, 2));
    private static final MediaInfo WEBM =
            new MediaInfo("matroska,webm", MP4.duration(), MP4.video(), MP4.audio(), MP4.text(), 0);

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "10, false", "11, true", "100, true"})
    void aTenthOfTheFramesMayBeDamaged(int damaged, boolean broken) {
        DamageAssessment damage = assess(MP4, stream(0, true, damaged, 10_000), List.of(0));
        assertThat(damage.broken()).isEqualTo(broken);
        assertThat(damage.warnings())
                .isEqualTo(damaged == 0 ? List.of() : List.of("the video is damaged: " + damaged + " of 100 frames"));
    }

    @ParameterizedTest
    @CsvSource({"25, false", "26, true"})
    void aQuarterOfThePacketsMayBeDamaged(int damaged, boolean broken) {
        assertThat(assess(MP4, stream(1, false, damaged, 10_000), List.of(1)).broken())
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"9900, false, false", "9100, false, false", "8900, true, false", "5100, true, false", "4900, true, true"
    })
    void lessMayBeMissingIfAnIndexStatesTheEndThanIfAHeaderDoes(long millis, boolean indexed, boolean stated) {
        StreamCondition ends = stream(0, true, 0, millis);
        assertThat(assess(MP4, ends, List.of(0)).broken()).isEqualTo(indexed);
        assertThat(assess(WEBM, ends, List.of(0)).broken()).isEqualTo(stated);
    }

    @Test
    void missingEndIsAWarning() {
        assertThat(assess(WEBM, stream(0, true, 0, 8_000), List.of(0)).warnings())
                .containsExactly("the video ends after 8.00 s instead of 10.00 s");
        assertThat(assess(WEBM, stream(0, true, 0, 9_900), List.of(0)).warnings())
                .isEmpty();
    }

    @Test
    void damageOfAnotherStreamIsIgnored() {
        StreamCondition broken = stream(0, true, 100, 10_000);
        StreamCondition whole = stream(1, false, 0, 10_000);
        DamageAssessment ofSound =
                DamageAssessment.of(MP4, new DecodeCondition(List.of(broken, whole), false), List.of(1));
        assertThat(ofSound).isEqualTo(new DamageAssessment(false, List.of()));
    }

    @Test
    void undecodedStreamEndsWithTheOthers() {
        assertThat(assess(WEBM, stream(0, true, 0, 4_000), List.of(2)).broken()).isTrue();
    }

    @Test
    void decoderErrorsAreAWarning() {
        StreamCondition complaining = new StreamCondition(0, true, 100, 0, 3, Duration.ofSeconds(10));
        assertThat(assess(MP4, complaining, List.of(0)).warnings())
                .containsExactly("the video is damaged: its decoder reports 3 errors");
    }

    @Test
    void flawsOfTheHeadersAreAmongTheWarnings() {
        MediaInfo flawed = MP4.with(List.of("the file is truncated"));
        assertThat(assess(flawed, stream(0, true, 0, 10_000), List.of(0)).warnings())
                .containsExactly("the file is truncated");
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, the image is damaged",
        "10, false, the image is missing its last 10 of 100 rows",
        "11, true, the image is missing its last 11 of 100 rows"
    })
    void aTenthOfTheRowsOfAStillMayBeMissing(int missing, boolean broken, String warning) {
        DamageAssessment damage = assess(Media.still(640, 100), stream(0, true, missing, 0), List.of(0));
        assertThat(damage).isEqualTo(new DamageAssessment(broken, List.of(warning)));
    }

    @Test
    void streamThatCantBeDecodedAtAllIsBroken() {
        StreamCondition nothing = new StreamCondition(0, true, 0, 0, 0, Duration.ZERO);
        assertThat(assess(MP4, nothing, List.of(0)).broken()).isTrue();
    }

    @Test
    void streamsEndWithTheirLastDecodablePart() {
        MediaInfo known =
                WEBM.asFarAs(new DecodeCondition(List.of(stream(0, true, 0, 8_000), stream(1, false, 0, 7_000)), true));
        assertThat(known.video().get(0).span().orElseThrow().end()).isEqualTo(Duration.ofSeconds(8));
        assertThat(known.audio().stream()
                        .map(AudioStream::span)
                        .flatMap(Optional::stream)
                        .toList())
                .allMatch(span -> span.end().equals(Duration.ofSeconds(7)));
        assertThat(known.duration()).contains(Duration.ofSeconds(8));
    }

    private static StreamCondition stream(int number, boolean video, long damaged, long endMillis) {
        return new StreamCondition(number, video, 100, damaged, 0, Duration.ofMillis(endMillis));
    }

    private static DamageAssessment assess(MediaInfo media, StreamCondition stream, List<Integer> streams) {
        return DamageAssessment.of(media, new DecodeCondition(List.of(stream), false), streams);
    }
}

package dev.renditions.kind.video;

import static dev.renditions.kind.video.CopyScene.MP4;
import static dev.renditions.kind.video.CopyScene.SOUND;
import static dev.renditions.kind.video.CopyScene.media;
import static dev.renditions.kind.video.CopyScene.plan;
import static dev.renditions.kind.video.CopyScene.sound;
import static dev.renditions.kind.video.CopyScene.stats;
import static dev.renditions.testing.Media.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Planner;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Span;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When audio is copied. Each test changes one property of a source that is copied. */
final class CopiedAudioTest {
    @ParameterizedTest
    @CsvSource({
        "aac, LC, 2, 48000, true",
        "aac, HE-AAC, 2, 48000, false",
        "aac, LC, 1, 48000, true",
        "aac, LC, 6, 48000, false",
        "aac, LC, 2, 44100, false",
        "mp3, '', 2, 48000, false",
        "opus, '', 2, 48000, false",
    })
    void onlyAudioThatMeetsTheProfileIsCopied(String codec, String profile, int channels, int rate, boolean copied) {
        VideoPlan plan = plan(media(new CopyScene.Film(), sound(codec, profile, channels, rate)));
        assertThat(plan.copiesSound()).isEqualTo(copied);
        assertThat(plan.copiesPicture()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // The limit is a tenth more than the bit rate, plus a quarter of a second of it.
        "10000, 1443, true, true",
        "10000, 1444, true, false",
        "10000, 1443, false, false",
        "250, 70, true, true",
        "250, 71, true, false",
    })
    void onlySteadyAudioWithinItsBitRateIsCopied(int millis, long kilobits, boolean steady, boolean copied) {
        PacketStats stats = new PacketStats(
                Optional.of(new CopyScene.Packets().packets()),
                Optional.of(new AudioPackets(kilobits * 1000, Duration.ofMillis(millis), steady)));
        VideoPlan plan = (VideoPlan) Planner.plan(media(new CopyScene.Film(), SOUND), MP4, stats);
        assertThat(plan.copiesSound()).isEqualTo(copied);
        assertThat(plan.copiesPicture()).isTrue();
    }

    @Test
    void audioWithoutTimesIsEncoded() {
        PacketStats stats = new PacketStats(Optional.of(new CopyScene.Packets().packets()), Optional.empty());
        VideoPlan plan = (VideoPlan) Planner.plan(media(new CopyScene.Film(), SOUND), MP4, stats);
        assertThat(plan.copiesSound()).isFalse();
        assertThat(plan.copiesPicture()).isTrue();
    }

    /** An encode adds silence before audio that begins late. Video that begins late does so in an encode, too. */
    @Test
    void audioThatBeginsLateIsEncoded() {
        AudioStream lateSound = new AudioStream(
                1, "aac", 2, 48_000, "", true, Optional.of(new Span(seconds(1), seconds(10))), SOUND.coding());
        VideoPlan plan = plan(media(new CopyScene.Film(), lateSound));
        assertThat(plan.copiesSound()).isFalse();
        assertThat(plan.copiesPicture()).isTrue();
        CopyScene.Film late = new CopyScene.Film();
        late.span = new Span(seconds(1), seconds(10));
        assertThat(plan(media(late, SOUND)).encodes()).isFalse();
    }

    @Test
    void twoMonoStreamsThatBecomeOneAreEncoded() {
        VideoPlan plan =
                plan(media(new CopyScene.Film(), sound("aac", "LC", 1, 48_000), sound("aac", "LC", 1, 48_000)));
        assertThat(plan.sound().orElseThrow().input().right()).isPresent();
        assertThat(plan.copiesSound()).isFalse();
    }
}

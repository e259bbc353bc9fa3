package dev.renditions.kind.video;

import static dev.renditions.kind.video.CopyScene.MP4;
import static dev.renditions.kind.video.CopyScene.SOUND;
import static dev.renditions.kind.video.CopyScene.media;
import static dev.renditions.kind.video.CopyScene.pictureCopied;
import static dev.renditions.kind.video.CopyScene.plan;
import static dev.renditions.kind.video.CopyScene.sound;
import static dev.renditions.kind.video.CopyScene.stats;
import static dev.renditions.testing.Media.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ContentHash;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.profile.ProfileCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which streams of a source are copied. */
final class CopyPlansTest {
    @Test
    void sourceThatMeetsTheProfileIsRemuxed() {
        MediaInfo media = media(new CopyScene.Film(), SOUND);

        assertThat(Planner.needsPackets(media, MP4)).isTrue();
        assertThat(Planner.plan(media, MP4, PacketStats.NONE))
                .as("without packet statistics")
                .isEqualTo(Planner.plan(media, MP4));
        VideoPlan plan = plan(media);
        assertThat(plan.copiesPicture()).isTrue();
        assertThat(plan.copiesSound()).isTrue();
        assertThat(plan.encodes()).isFalse();
        assertThat(plan.copies()).isTrue();
        assertThat(plan.rung().stream()).isZero();
        assertThat(plan.sound().orElseThrow().input().stream()).isEqualTo(1);
        assertThat(plan.rung().size()).isEqualTo(new Size(1280, 720));
        assertThat(plan.duration()).contains(seconds(10));
    }

    @Test
    void streamsAreDecidedIndependently() {
        AudioStream foreign = sound("mp3", "", 2, 44_100);
        CopyScene.Film large = new CopyScene.Film();
        large.size = new Size(1920, 1080);

        VideoPlan foreignSound = plan(media(new CopyScene.Film(), foreign));
        assertThat(foreignSound.copiesPicture()).isTrue();
        assertThat(foreignSound.copiesSound()).isFalse();
        assertThat(foreignSound.encodedSound()).isEqualTo(foreignSound.sound());
        assertThat(foreignSound.encodes()).isTrue();

        VideoPlan foreignPicture = plan(media(large, SOUND));
        assertThat(foreignPicture.copiesPicture()).isFalse();
        assertThat(foreignPicture.copiesSound()).isTrue();
        assertThat(foreignPicture.encodedSound()).isEmpty();
        assertThat(foreignPicture.encodes()).isTrue();

        VideoPlan none = plan(media(large, foreign));
        assertThat(none.copies()).isFalse();
        assertThat(Planner.needsPackets(media(large, foreign), MP4)).isFalse();
    }

    @Test
    void copiedStreamsHaveNoEncoderEffort() {
        assertThat(plan(media(new CopyScene.Film(), SOUND)).cost().efforts()).isEmpty();
        assertThat(plan(media(new CopyScene.Film(), sound("mp3", "", 2, 44_100)))
                        .cost()
                        .efforts())
                .containsExactly(new EncoderEffort("aac", 10));
        CopyScene.Film large = new CopyScene.Film();
        large.size = new Size(1920, 1080);
        assertThat(plan(media(large, SOUND)).cost().efforts())
                .containsExactly(new EncoderEffort("h264", 1280 * 720 * 25 * 10));
    }

    @Test
    void silentAndSmallerSourcesAreRemuxed() {
        assertThat(plan(media(new CopyScene.Film())).encodes()).isFalse();
        CopyScene.Film small = new CopyScene.Film();
        small.size = new Size(640, 360);
        assertThat(pictureCopied(small)).isTrue();
        CopyScene.Film portrait = new CopyScene.Film();
        portrait.size = new Size(720, 1280);
        assertThat(pictureCopied(portrait)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'mov,mp4,m4a,3gp,3g2,mj2', true, true",
        "'matroska,webm', true, false",
        "mpegts, false, false",
        "flv, false, false",
        "avi, false, false",
        "h264, false, false"
    })
    void onlyContainersWithExactTimesAreCopied(String format, boolean picture, boolean sound) {
        VideoPlan plan = plan(new MediaInfo(
                format,
                Optional.of(seconds(10)),
                List.of(new CopyScene.Film().stream()),
                List.of(SOUND),
                List.of(),
                0));
        assertThat(plan.copiesPicture()).isEqualTo(picture);
        assertThat(plan.copiesSound()).isEqualTo(sound);
    }

    @Test
    void editsPreventCopiesOnlyOfTheStreamsThatTheyChange() {
        assertThat(planned(edits(Optional.of(new Clip(seconds(0), seconds(5))), Optional.empty(), List.of()))
                        .copies())
                .isFalse();
        Watermark watermark =
                new Watermark(Path.of("mark.png"), ContentHash.of(new byte[] {1}), Watermark.Place.CENTER, 1, 10, 0);
        VideoPlan marked = planned(edits(Optional.empty(), Optional.of(watermark), List.of()));
        assertThat(marked.copiesPicture()).isFalse();
        assertThat(marked.copiesSound()).isTrue();
        assertThat(planned(edits(Optional.empty(), Optional.empty(), List.of("title")))
                        .encodes())
                .isFalse();
    }

    @Test
    void otherCodecsAreEncoded() {
        Profile opus = new VideoProfile(
                "x", "", MP4.ttl(), MP4.video(), new AudioSettings(AudioCodec.OPUS, 128, 2, 48_000), Edits.NONE);
        assertThat(((VideoPlan) Planner.plan(media(new CopyScene.Film(), SOUND), opus, stats(new CopyScene.Packets())))
                        .copiesSound())
                .isFalse();
        Stream.of("hevc-720p", "av1-720p", "audio-mp3", "poster")
                .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow())
                .forEach(profile -> assertThat(Planner.needsPackets(media(new CopyScene.Film(), SOUND), profile))
                        .as(profile.name())
                        .isFalse());
    }

    @Test
    void ratesAreThoseOfTheRequestedVideoProfiles() {
        List<Profile> profiles = Stream.of("mp4-1080p", "mp4-360p", "hls", "poster")
                .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow())
                .toList();
        assertThat(Planner.rates(profiles)).containsExactlyInAnyOrder(6000, 800);
    }

    private static VideoProfile edits(Optional<Clip> clip, Optional<Watermark> watermark, List<String> metadata) {
        return new VideoProfile("x", "", MP4.ttl(), MP4.video(), MP4.audio(), new Edits(clip, watermark, metadata));
    }

    private static VideoPlan planned(VideoProfile profile) {
        return (VideoPlan) Planner.plan(media(new CopyScene.Film(), SOUND), profile, stats(new CopyScene.Packets()));
    }
}

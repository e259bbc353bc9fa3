package dev.renditions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.testing.SampleRendition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListedTrackTest {
    private static final TrackId VIDEO = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    private static final TrackId AUDIO = new TrackId(TrackKind.AUDIO, "cd".repeat(32));

    @Test
    void tracksOfTheMainFileAreDescribedByItsProbeAndOthersByTheirNames(@TempDir Path folder) {
        Manifest manifest = SampleRendition.of(SampleRendition.KEY, "12345", folder)
                .with(
                        new RenditionTrack(VIDEO, "video.mp4", Duration.ofMillis(2500)),
                        new RenditionTrack(AUDIO, "video.mp4", Duration.ofMillis(40)),
                        new RenditionTrack(
                                new TrackId(TrackKind.AUDIO, "ef".repeat(32)), "extra/notes_1.txt", Duration.ZERO))
                .manifest();

        assertThat(ListedTrack.of(manifest))
                .extracting(ListedTrack::kind, ListedTrack::summary, ListedTrack::file, ListedTrack::seconds)
                .containsExactly(
                        tuple("video", "360x640 h264", "video.mp4", new BigDecimal("2.500")),
                        tuple("audio", "aac, 2 channels, 48000 Hz", "video.mp4", new BigDecimal("0.040")),
                        tuple("audio", "extra/notes_1", "extra/notes_1.txt", new BigDecimal("0.000")));
        assertThat(ListedTrack.of(manifest).get(0).id()).isEqualTo(VIDEO.toString());
        assertThat(ListedTrack.of(manifest).get(0).bytes())
                .isEqualTo(manifest.main().bytes());
    }
}

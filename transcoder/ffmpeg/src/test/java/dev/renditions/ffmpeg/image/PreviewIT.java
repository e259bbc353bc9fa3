package dev.renditions.ffmpeg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.RenditionScene;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreviewIT extends RenditionScene {
    private static final String MOVING = "-f lavfi -i testsrc2=s=640x360:r=25:d=";

    @Test
    void longSourceGivesSixSecondsFromItsMiddle() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), MOVING + "20 -c:v libx264 -g 50 -f mp4");
        Made made = make(source, "preview");
        assertThat(((PreviewPlan) made.plan()).seek()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        VideoStream picture = made.media().mainVideo().orElseThrow();
        assertThat(picture.coded()).isEqualTo(new Size(320, 180));
        assertThat(picture.frameRate().orElseThrow()).isCloseTo(12, within(0.2));
        assertThat(made.media().duration().orElseThrow()).isBetween(Duration.ofMillis(5900), Duration.ofMillis(6100));
        assertThat(made.outputs()).singleElement().satisfies(o -> {
            assertThat(o.name()).isEqualTo("preview.webp");
            assertThat(o.mediaType()).isEqualTo("image/webp");
        });
    }

    @Test
    void shortSlowSourceKeepsItsLengthAndRate() throws IOException {
        Path source =
                TestMedia.make(folder.resolve("source"), "-f lavfi -i testsrc2=s=160x120:r=5:d=2 -c:v libx264 -f mp4");
        Made made = make(source, "preview");
        assertThat(made.media().mainVideo().orElseThrow().coded()).isEqualTo(new Size(160, 120));
        assertThat(made.media().mainVideo().orElseThrow().frameRate().orElseThrow())
                .isCloseTo(5, within(0.6));
        assertThat(made.media().duration().orElseThrow()).isBetween(Duration.ofMillis(1700), Duration.ofMillis(2300));
    }

    @Test
    void motionlessSourceGivesAStill() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i color=red:s=160x120:r=25:d=8 -c:v libx264 -f mp4");
        assertThat(make(source, "preview").media().duration()).isEmpty();
    }

    @Test
    void oneFrameGivesAStill() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i testsrc2=s=160x120:r=25 -frames:v 1 -c:v libx264 -f mp4");
        assertThat(make(source, "preview").media().duration()).isEmpty();
    }

    @Test
    void slideshowGivesAStill() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i testsrc2=s=160x120:r=1/10:d=40 -c:v libx264 -f mp4");
        assertThat(make(source, "preview").media().duration()).isEmpty();
    }

    @Test
    void longFrameEndsWithThePreview() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:r=10:d=60 -vf select='lt(t,20)+gt(t,58)' -fps_mode vfr"
                        + " -c:v libx264 -f mp4");
        assertThat(make(source, "preview").media().duration().orElseThrow())
                .isBetween(Duration.ofMillis(5800), Duration.ofMillis(6200));
    }

    @Test
    void videoThatBeginsLateIsShownFromItsBeginning() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i sine=d=6 -itsoffset 3 " + MOVING
                        + "3 -map 0:a -map 1:v -c:v libx264 -c:a aac -f matroska");
        assertThat(make(source, "preview").media().duration().orElseThrow())
                .isBetween(Duration.ofMillis(2800), Duration.ofMillis(3200));
    }

    @Test
    void portraitIsShownUpright() throws IOException {
        assertThat(((PreviewPlan) make(SAMPLES.resolve("portrait-by-rotation.mp4"), "preview")
                                .plan())
                        .size())
                .matches(size -> size.height() > size.width());
    }

    @Test
    void truncatedSourceGivesItsBeginningOrNothing() throws IOException {
        Path whole =
                TestMedia.make(folder.resolve("whole"), MOVING + "30 -c:v libx264 -g 50 -movflags +faststart -f mp4");
        Plan plan = plan(whole, "preview");
        // A probe of the truncated file would refuse it.
        MediaInfo media = TRANSCODER.probe(whole);
        assertThat(make(Transcoder.Input.strict(cut(whole, 35), media), plan)
                        .media()
                        .duration()
                        .orElseThrow())
                .isBetween(Duration.ofMillis(5900), Duration.ofMillis(6100));
        Transcoder.Input little = Transcoder.Input.strict(cut(whole, 8), media);
        assertThatExceptionOfType(MediaException.class).isThrownBy(() -> make(little, plan));
    }
}

package dev.renditions.ffmpeg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.RenditionScene;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.media.Cue;
import dev.renditions.media.Size;
import dev.renditions.media.WebVtt;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each image of a storyboard shows the source at its time. */
class StoryboardIT extends RenditionScene {
    /** Steps of brightness, from 0 to 255, for each second of {@link #LIGHTER}. */
    private static final double A_SECOND = 10 * 255 / 219.0;

    @ParameterizedTest(name = "{0}: at most {1} s off")
    @CsvSource({
        "-c:v libx264 -g 5 -f mp4, 0.4",
        "-c:v libx264 -g 10 -bf 2 -f matroska, 0.4",
        "-c:v libx264 -g 250 -f mp4, 0.04",
        "-c:v libx264 -g 250 -f mpegts, 0.2",
        "-c:v mpeg2video -g 12 -f mpeg, 0.6",
        "-c:v libvpx -g 5 -f webm, 0.4",
    })
    void imagesShowTheSourceAtTheirTimes(String how, double off) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), LIGHTER + how);
        Made made = make(source, "storyboard");
        List<Integer> shades = shades(made);
        assertThat(shades).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat((double) shades.get(i))
                    .as("image %d of %s", i, shades)
                    .isCloseTo((i + 0.5) * 0.4 * A_SECOND, within(off * A_SECOND + 4));
        }
    }

    @Test
    void imagesAreInRowsAndCuesGiveTheirPlaces() throws IOException {
        Made made = make(SAMPLES.resolve("video-720p.mp4"), "storyboard");
        assertThat(made.outputs()).extracting(o -> o.name()).containsExactly("storyboard.vtt", "storyboard.jpg");
        assertThat(made.outputs()).extracting(o -> o.mediaType()).containsExactly("text/vtt", "image/jpeg");
        assertThat(made.media().mainVideo().orElseThrow().coded()).isEqualTo(new Size(1600, 450));
        List<Cue> cues = WebVtt.parse(Files.readString(made.file(0))).cues();
        assertThat(cues.get(0).text()).isEqualTo("storyboard.jpg#xywh=0,0,160,90");
        assertThat(cues.get(11).text()).isEqualTo("storyboard.jpg#xywh=160,90,160,90");
        assertThat(cues.get(49).end())
                .isEqualTo(Duration.ofMillis(
                        ((StoryboardPlan) made.plan()).length().toMillis()));
    }

    @Test
    void rotationAndPixelAspectAreApplied() throws IOException {
        Made portrait = make(SAMPLES.resolve("portrait-by-rotation.mp4"), "storyboard");
        assertThat(((StoryboardPlan) portrait.plan()).tile()).isEqualTo(new Size(90, 160));
        Path source = TestMedia.make(
                folder.resolve("long"), "-f lavfi -i testsrc2=s=360x288:d=4,setsar=64/45 -c:v libx264 -f mp4");
        assertThat(((StoryboardPlan) make(source, "storyboard").plan()).tile()).isEqualTo(new Size(160, 90));
    }

    @Test
    void shortSourceHasAsManyImagesAsFrames() throws IOException {
        Path source = TestMedia.make(folder.resolve("short"), LIGHTER + "-frames:v 3 -c:v libx264 -f mp4");
        Made made = make(source, "storyboard");
        assertThat(((StoryboardPlan) made.plan()).tiles()).isEqualTo(3);
        assertThat(made.media().mainVideo().orElseThrow().coded()).isEqualTo(new Size(480, 90));
    }

    /** A storyboard has the times of a player: before the video begins, it shows the first frame. */
    @Test
    void videoThatBeginsLateKeepsItsTimes() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("late"),
                "-f lavfi -i sine=d=25 -itsoffset 5 " + LIGHTER
                        + "-map 0:a -map 1:v -c:v libx264 -g 5 -c:a aac -f matroska");
        List<Integer> shades = shades(make(source, "storyboard"));
        for (int i = 0; i < 50; i++) {
            double shown = Math.max(0, (i + 0.5) * 0.5 - 5);
            assertThat((double) shades.get(i))
                    .as("image %d of %s", i, shades)
                    .isCloseTo(shown * A_SECOND, within(0.5 * A_SECOND + 4));
        }
    }

    @Test
    void interlacedSourceIsDeinterlaced() throws IOException {
        for (String gop : List.of("5", "250")) {
            Path source = TestMedia.make(
                    folder.resolve("fields" + gop),
                    LIGHTER + "-vf scale=160:96,setfield=tff -flags +ilme+ildct -c:v libx264 -x264-params tff=1 -g "
                            + gop + " -f mp4");
            Made made = make(source, "storyboard");
            assertThat(((StoryboardPlan) made.plan()).conversion().deinterlace())
                    .isTrue();
            assertThat(shades(made).get(49)).isCloseTo((int) (19.8 * A_SECOND), within(9));
        }
    }

    @ParameterizedTest
    @CsvSource({"-g 5 -movflags +faststart -f mp4", "-g 250 -movflags +faststart -f mp4", "-g 5 -f matroska"})
    void truncatedSourceGivesNoStoryboard(String how) throws IOException {
        Path whole = TestMedia.make(folder.resolve("whole"), LIGHTER + "-c:v libx264 " + how);
        Plan plan = plan(whole, "storyboard");
        Path source = cut(whole, 60);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> make(source, plan))
                .matches(e -> e.kind() == MediaException.Kind.DAMAGED);
    }

    private static List<Integer> shades(Made made) throws IOException {
        StoryboardPlan plan = (StoryboardPlan) made.plan();
        BufferedImage sheet = ImageIO.read(Files.newInputStream(made.file(1)));
        int across = sheet.getWidth() / plan.tile().width();
        List<Integer> shades = new ArrayList<>();
        for (int i = 0; i < plan.tiles(); i++) {
            int x = i % across * plan.tile().width() + plan.tile().width() / 2;
            int y = i / across * plan.tile().height() + plan.tile().height() / 2;
            shades.add(sheet.getRGB(x, y) >> 8 & 0xFF);
        }
        return shades;
    }
}

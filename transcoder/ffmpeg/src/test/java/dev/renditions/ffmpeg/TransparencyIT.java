package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transparent areas show the background, never their hidden colors. */
class TransparencyIT extends RenditionScene {
    private static final List<String> PROFILES = List.of("poster", "storyboard", "preview", "mp4-360p", "hls");
    private static final int[] WHITE = {255, 255, 255};
    private static final int[] RED = {255, 0, 0};

    /** From left to right: red, blue of half opacity, and green that is transparent. */
    private static final String THIRDS = "-f lavfi -i color=0x00ff00@0:s=300x180:r=10:d=0.5,format=rgba,"
            + "drawbox=w=100:h=180:t=fill:replace=1:c=red,drawbox=x=100:w=100:h=180:t=fill:replace=1:c=blue@0.5 ";

    private static final String STILL = THIRDS + "-frames:v 1 -update 1 ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v png -f image2",
                "-vf format=rgba64be -c:v png -f image2",
                "-vf format=bgra -c:v libwebp -lossless 1 -f image2",
                "-vf format=yuva420p -c:v libwebp -quality 95 -f image2",
                "-c:v tiff -f image2",
                "-vf format=rgba64le -c:v tiff -f image2",
                "-vf split[a][b];[a]palettegen[p];[b][p]paletteuse=alpha_threshold=1 -c:v png -f image2",
            })
    void stillsShowTheBackground(String encode) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), STILL + encode);
        assertThirds(make(source, "poster"), WHITE, encode, encode.contains("palettegen") ? 255 : 128);
    }

    @Test
    void grayStillsShowTheBackground() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), STILL + "-vf format=ya8 -c:v png -f image2");
        Pixels pixels = Pixels.of(make(source, "poster").picture(), folder);
        assertThat(pixels.at(250, 90)).satisfies(rgb -> close(rgb, WHITE));
        assertThat(pixels.at(50, 90)[0]).isBetween(40, 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-vf format=yuva444p10le -c:v prores_ks -profile:v 4444 -f mov",
                "-c:v png -f mov",
                "-c:v png -f matroska",
                "-c:v apng -f apng",
                "-vf format=yuva420p -c:v libvpx -b:v 2M -auto-alt-ref 0 -f webm",
                "-vf format=yuva420p -c:v libvpx-vp9 -crf 20 -b:v 0 -auto-alt-ref 0 -f webm",
            })
    void videosShowTheBackgroundUnderEveryProfile(String encode) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), THIRDS + encode);
        for (String profile : PROFILES) {
            assertThirds(make(source, profile), WHITE, profile, 128);
        }
    }

    /** Pixels of a GIF are either opaque or transparent. */
    @Test
    void animationsShowTheBackground() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                THIRDS + "-filter_complex split[a][b];[a]palettegen[p];[b][p]paletteuse=alpha_threshold=128 -f gif");
        for (String profile : PROFILES) {
            Made made = make(source, profile);
            Pixels pixels = Pixels.of(made.picture(), folder);
            assertThat(pixels.at(made.width() * 5 / 6, 20)).as(profile).satisfies(rgb -> close(rgb, WHITE));
            assertThat(pixels.at(made.width() / 6, 20)).as(profile).satisfies(rgb -> close(rgb, RED));
        }
    }

    @ParameterizedTest
    @CsvSource({"poster", "storyboard", "preview", "mp4-360p", "hls"})
    void backgroundIsASetting(String name) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), THIRDS + "-vf format=yuva444p10le -c:v prores_ks -profile:v 4444 -f mov");
        Profile profile = on(Rendering.builtIn(name), Background.parse("204060"));

        Made made = make(source, Planner.plan(TRANSCODER.probe(source), profile));

        assertThirds(made, new int[] {0x20, 0x40, 0x60}, name, 128);
    }

    /** Every other column is white, the rest is transparent with a hidden black: scaled down, all of it is white. */
    @Test
    void hiddenColorsDoNotBleedAtEdges() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i nullsrc=s=1999x300,format=rgba,geq=r=255*mod(X\\,2):g=255*mod(X\\,2):b=255*mod(X\\,2):"
                        + "a=255*mod(X\\,2) -frames:v 1 -update 1 -c:v png -f image2");
        Pixels pixels = Pixels.of(make(source, "poster").picture(), folder);
        for (int x = 1; x < 1279; x++) {
            assertThat(pixels.at(x, 90)[1]).as("column %d", x).isGreaterThan(250);
        }
    }

    @Test
    void transparentHdrShowsTheBackground() throws IOException {
        // The PNG encoder of ffmpeg states PQ and the primaries of BT.2020 in the cICP chunk.
        Path source = TestMedia.make(
                folder.resolve("source"),
                STILL + "-vf format=rgba64be,setparams=color_primaries=bt2020:color_trc=smpte2084 -c:v png -f image2");
        assertThat(TRANSCODER.probe(source).mainVideo().orElseThrow().color().hdr())
                .isTrue();
        Pixels pixels = Pixels.of(make(source, "poster").picture(), folder);
        assertThat(pixels.at(250, 90)).satisfies(rgb -> close(rgb, WHITE));
        assertThat(pixels.at(50, 90)).satisfies(rgb -> close(rgb, RED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-alpha.png", "i-alpha.webp", "alpha-prores.mov"})
    void casesThatOnceShowedHiddenColors(String name) throws IOException {
        Pixels pixels = Pixels.of(make(Cases.fileOrSkip(name), "poster").picture(), folder);
        assertThat(pixels.at(5, 5)).satisfies(rgb -> close(rgb, WHITE));
    }

    private static Profile on(Profile profile, Background background) {
        if (profile instanceof VideoProfile p) {
            return new VideoProfile(p.name(), "", p.ttl(), p.video(), p.audio(), p.edits(), background, false);
        } else if (profile instanceof StreamingProfile p) {
            return new StreamingProfile(
                    p.name(), "", p.ttl(), p.ladder(), p.audio(), p.segmentSeconds(), p.edits(), background, false);
        } else if (profile instanceof ImageProfile p) {
            return new ImageProfile(p.name(), "", p.ttl(), p.image(), background, false);
        } else if (profile instanceof StoryboardProfile p) {
            return new StoryboardProfile(p.name(), "", p.ttl(), p.storyboard(), background, false);
        }
        PreviewProfile p = (PreviewProfile) profile;
        return new PreviewProfile(p.name(), "", p.ttl(), p.preview(), background, false);
    }

    /**
     * Checks the center of each third.
     *
     * @param opacity the opacity of the second third, from 0 to 255
     */
    private void assertThirds(Made made, int[] background, String what, int opacity) throws IOException {
        Pixels pixels = Pixels.of(made.picture(), folder);
        int width = made.width();
        int[] mixed = new int[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = (opacity * (i == 2 ? 255 : 0) + (255 - opacity) * background[i]) / 255;
        }
        assertThat(pixels.at(width / 6, 40)).as(what).satisfies(rgb -> close(rgb, RED));
        assertThat(pixels.at(width / 2, 40)).as(what).satisfies(rgb -> close(rgb, mixed));
        assertThat(pixels.at(width * 5 / 6, 40)).as(what).satisfies(rgb -> close(rgb, background));
    }

    private static void close(int[] actual, int[] expected) {
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(6));
        }
    }
}

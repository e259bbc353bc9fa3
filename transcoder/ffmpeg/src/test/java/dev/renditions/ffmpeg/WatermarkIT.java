package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.settings.Watermark.Place;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watermarks on videos. */
@Timeout(120)
class WatermarkIT extends EditScene {
    private static final String GRAY = "-f lavfi -i color=gray:size=320x180:rate=25 -t 0.4 -c:v libx264 -f mp4";

    @ParameterizedTest
    @CsvSource({
        "TOP_LEFT, 9, 9, 40",
        "TOP_RIGHT, 247, 9, 280",
        "BOTTOM_LEFT, 9, 139, 40",
        "BOTTOM_RIGHT, 247, 139, 280",
        "CENTER, 128, 74, 160",
    })
    void watermarkIsAtItsPlace(Place place, int x, int y, int middle) {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=100x50 -frames:v 1");

        Pixels pixels = Pixels.of(render(source(GRAY), watermark(mark, place, 1)), folder);

        assertRed(pixels.at(middle, y + 16), 255);
        assertRed(pixels.at(x + 3, y + 3), 255);
        assertThat(pixels.at(x + 3, y < 90 ? y + 40 : y - 8)[1]).isCloseTo(128, within(8));
        assertThat(pixels.at(x < 160 ? x + 72 : x - 8, y + 16)[1]).isCloseTo(128, within(8));
    }

    @ParameterizedTest
    @CsvSource({"mark.png, h264", "mark.jpg, hevc", "mark.webp, av1"})
    void watermarkIsBlendedByItsOpacity(String name, String codec) {
        Path mark = TestMedia.make(folder.resolve(name), "-f lavfi -i color=red:size=100x50 -frames:v 1 -update 1");
        VideoProfile h264 = Rendering.edited(watermark(mark, Place.CENTER, 0.5));
        VideoProfile profile = new VideoProfile(
                "edited",
                "",
                Duration.ofDays(1),
                new VideoSettings(
                        VideoCodec.of(codec).orElseThrow(),
                        codec.equals("av1") ? "10" : "ultrafast",
                        20,
                        180,
                        800,
                        60,
                        2),
                h264.audio(),
                h264.edits());

        Path output = Rendering.render(source(GRAY), profile, folder.resolve("video.mp4"));

        assertRed(Pixels.of(output, folder).at(160, 90), 190);
    }

    @Test
    void tallWatermarkStaysInside() {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=10x400 -frames:v 1");

        Pixels pixels = Pixels.of(render(source(GRAY), watermark(mark, Place.CENTER, 1)), folder);

        assertThat(pixels.at(160, 3)[1]).isCloseTo(128, within(8));
        assertRed(pixels.at(160, 90), 255);
    }

    @Test
    void limitsOnSourcesDoNotApplyToTheWatermark() {
        Path mark = TestMedia.make(folder.resolve("large.png"), "-f lavfi -i color=red:s=1000x1000:d=1 -frames:v 1");
        SourceLimits tight = new SourceLimits(1 << 20, 640 * 360, Duration.ofMinutes(1), 2, 9L << 20, 0);
        FfmpegTranscoder transcoder = FfmpegTranscoder.open(new FfmpegSettings(
                Optional.empty(), TestMedia.SETTINGS.cache(), false, 2, SandboxSettings.DEFAULT, tight));
        Path source = source(GRAY);
        Plan.Make plan = (Plan.Make) Rendering.plan(source, Rendering.edited(watermark(mark, Place.CENTER, 1)));
        Path output = folder.resolve("marked.mp4");
        DirectEncode.make(transcoder, source, plan, output, Duration.ofMinutes(1), Progress.NONE);
        assertThat(output).isNotEmptyFile();
    }

    @Test
    void changedWatermarkFailsItsOwnRenditionOnly() throws IOException {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=100x50 -frames:v 1");
        Edits before = watermark(mark, Place.CENTER, 1);
        TestMedia.make(mark, "-f lavfi -i color=blue:size=100x50 -frames:v 1");

        RecordedEndings made = make(source(GRAY), List.of(before, watermark(mark, Place.CENTER, 1), Edits.NONE));

        assertThat(made.made).hasSize(2);
        assertThat(made.failed).singleElement().satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.ENGINE);
            assertThat(e)
                    .hasMessageContaining("the watermark of edited (" + mark + ") changed since the profile was read");
        });
    }

    @Test
    void watermarkThatIsNotAnImageIsReported() throws IOException {
        Path mark = Files.writeString(folder.resolve("mark.png"), "#EXTM3U\nfile:///etc/passwd\n");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> render(source(GRAY), watermark(mark, Place.CENTER, 1)))
                .matches(e -> e.kind() == Kind.ENGINE)
                .withMessageContaining("can't be decoded; it must be a PNG, JPEG or WebP");
    }

    @Test
    void missingWatermarkIsReported() throws IOException {
        Path mark = Files.writeString(folder.resolve("mark.png"), "x");
        Edits edits = watermark(mark, Place.CENTER, 1);
        Files.delete(mark);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> render(source(GRAY), edits))
                .withMessageContaining("(" + mark + ") can't be read");
    }
}

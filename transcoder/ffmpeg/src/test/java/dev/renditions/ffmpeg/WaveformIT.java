package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.kind.waveform.WaveformSettings;
import dev.renditions.media.MediaInfo;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.DirectEncode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WaveformIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final int WAVE = 0xff3b82f6;

    @TempDir
    private Path folder;

    @Test
    void heightFollowsTheAmplitude() throws IOException {
        // A second at half of full scale, a second of silence, a second at full scale.
        BufferedImage image = image(
                "-f lavfi -i aevalsrc=exprs='sin(2*PI*440*t)*(0.5*lt(t,1)+gte(t,2))':s=44100:d=3 -c:a pcm_s16le -f wav",
                1,
                300,
                101);

        assertThat(column(image, 50)).isBetween(49, 53);
        assertThat(column(image, 150)).isEqualTo(1);
        assertThat(column(image, 250)).isBetween(99, 101);
        assertThat(image.getRGB(150, 50)).isEqualTo(WAVE);
        assertThat(image.getRGB(150, 10) >>> 24).as("opacity beside the wave").isZero();
    }

    @Test
    void oppositeChannelsDoNotCancelOut() throws IOException {
        BufferedImage image =
                image("-f lavfi -i aevalsrc=exprs='sin(2*PI*440*t)|-sin(2*PI*440*t)':s=48000:d=1 -f wav", 2, 100, 51);

        assertThat(column(image, 50)).isBetween(50, 51);
    }

    @Test
    void shortAudioOfManyChannelsFillsTheImage() throws IOException {
        BufferedImage image = image(
                "-f lavfi -i sine=frequency=997:sample_rate=48000 -af volume=10dB,pan=5.1|FL=c0|FR=c0 -t 0.01"
                        + " -c:a pcm_s16le -f wav",
                6,
                1200,
                240);

        assertThat(column(image, 0)).isPositive();
        assertThat(column(image, 1199)).isPositive();
    }

    @Test
    void videoBesideTheAudioIsNotDecoded() throws IOException {
        // Video packets damaged by noise: if they were decoded, the run would fail.
        BufferedImage image = image(
                "-f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine -map 1 -map 0 -t 1 -c:v libx264"
                        + " -bsf:v noise=amount=1 -c:a aac -f matroska",
                1,
                200,
                50);

        assertThat(column(image, 100)).isPositive();
    }

    private BufferedImage image(String arguments, int channels, int width, int height) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), arguments);
        WaveformProfile profile =
                new WaveformProfile("waveform", "", Duration.ofDays(1), new WaveformSettings(width, height, "3b82f6"));
        WaveformPlan plan = new WaveformPlan(profile, new AudioInput(0, channels));
        Path output = folder.resolve("waveform.png");
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Progress.NONE);
        MediaInfo media = new OutputVerifier(TRANSCODER)
                .check(plan, List.of(new OutputFile(output, "waveform.png", "image/png")));
        assertThat(media.format()).isEqualTo("png_pipe");
        return ImageIO.read(output.toFile());
    }

    /** The number of pixels of the wave in a column. */
    private static int column(BufferedImage image, int x) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getRGB(x, y) == WAVE) {
                count++;
            }
        }
        return count;
    }
}

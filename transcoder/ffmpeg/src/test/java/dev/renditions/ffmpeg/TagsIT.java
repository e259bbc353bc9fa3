package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The properties of colors and audio that a file states must be the planned ones. */
@Timeout(120)
class TagsIT {
    private static final String SOURCE = "-f lavfi -i testsrc2=size=1280x720:rate=25"
            + " -f lavfi -i sine=frequency=440:sample_rate=44100 -t 1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
            + " -c:a aac -f mp4";

    private final FfmpegTranscoder transcoder = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "libx264, bt709, bt709, bt709, tv, 48000, ''",
        "libx264, bt2020, bt709, bt709, tv, 48000, its color primaries: bt2020 instead of bt709",
        "libx264, bt709, smpte2084, bt709, tv, 48000, its color transfer: smpte2084 instead of bt709",
        "libx264, bt709, bt709, smpte170m, tv, 48000, its color matrix: smpte170m instead of bt709",
        "libx264, bt709, bt709, bt709, pc, 48000, its color range: pc instead of tv",
        "libx264, bt709, bt709, bt709, tv, 44100, 44100 samples a second instead of 48000",
        "libx265, bt709, bt709, bt709, tv, 48000, ''",
        "libx265, bt2020, bt709, bt709, tv, 48000, its color primaries: bt2020 instead of bt709",
        "libsvtav1, bt709, bt709, bt709, tv, 48000, ''",
        "libsvtav1, bt709, bt709, smpte170m, tv, 48000, its color matrix: smpte170m instead of bt709",
    })
    void outputWithOtherPropertiesThanPlannedIsRefused(
            String encoder, String primaries, String transfer, String space, String range, int rate, String message) {
        String tags = "setparams=color_primaries=%s:color_trc=%s:colorspace=%s:range=%s"
                .formatted(primaries, transfer, space, range);
        boolean av1 = encoder.equals("libsvtav1");
        Path made = TestMedia.make(
                folder.resolve("made"),
                "-i file:" + source() + " -map 0:v -map 0:a -vf " + tags + " -c:v " + encoder + " -preset "
                        + (av1 ? "12" : "ultrafast")
                        + (encoder.equals("libx265") ? " -x265-params log-level=error" : "")
                        + " -c:a " + (av1 ? "libopus" : "aac") + " -ar " + rate + " -movflags +faststart -f mp4");
        Plan.Make plan = plan(source(), av1 ? "av1-720p" : encoder.equals("libx265") ? "hevc-720p" : "mp4-720p");
        List<OutputFile> outputs = List.of(new OutputFile(made, "video.mp4", "video/mp4"));
        if (message.isEmpty()) {
            assertThatCode(() -> new OutputVerifier(transcoder).check(plan, outputs))
                    .doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(() -> new OutputVerifier(transcoder).check(plan, outputs))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.UNPROVED))
                    .withMessageContaining(message);
        }
    }

    @Test
    void audioOfAnotherSampleRateOrChannelCountIsRefused() {
        Plan.Make plan = plan(source(), "audio-mp3");
        Path made = TestMedia.make(folder.resolve("made"), "-i file:" + source() + " -vn -ar 44100 -ac 2 -f mp3");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> new OutputVerifier(transcoder)
                        .check(plan, List.of(new OutputFile(made, "audio.mp3", "audio/mpeg"))))
                .withMessageContaining("44100 samples a second instead of 48000")
                .withMessageContaining("2 audio channels instead of 1");
    }

    private Path source() {
        Path source = folder.resolve("source");
        return source.toFile().exists() ? source : TestMedia.make(source, SOURCE);
    }

    private Plan.Make plan(Path source, String profile) {
        return (Plan.Make) Planner.plan(
                transcoder.probe(source), ProfileCatalog.builtIn().find(profile).orElseThrow());
    }
}

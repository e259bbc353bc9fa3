package dev.renditions.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.DirectEncode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Too little memory is not reported as damage, so that a source can be retried with more. */
@Timeout(120)
class MemoryLimitIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Size SIZE = new Size(3840, 2160);

    @TempDir
    private static Path sources;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeSources() {
        assumeThat(SandboxTools.ofSystem().find("prlimit")).as("prlimit").isPresent();
        String video = "-f lavfi -i testsrc2=size=3840x2160:rate=10 -t 0.5 -pix_fmt yuv420p -c:v ";
        TestMedia.make(sources.resolve("h264"), video + "libx264 -preset ultrafast -f mp4");
        TestMedia.make(sources.resolve("av1"), video + "libsvtav1 -preset 12 -f mp4");
        TestMedia.make(sources.resolve("vp9"), video + "libvpx-vp9 -cpu-used 8 -deadline realtime -f webm");
    }

    @ParameterizedTest
    @CsvSource({
        "h264, 256",
        "h264, 320",
        "h264, 400",
        "h264, 512",
        "h264, 640",
        "av1, 256",
        "av1, 320",
        "av1, 400",
        "av1, 512",
        "vp9, 256",
        "vp9, 320",
        "vp9, 400",
        "vp9, 512",
    })
    void tooLittleMemoryIsNotDamage(String codec, int mebibytes) {
        Optional<MediaException> failure = encode(codec, (long) mebibytes << 20);

        assertThat(failure.stream())
                .as("with %s MiB", mebibytes)
                .allSatisfy(e -> assertThat(e.kind())
                        .as(e.getMessage())
                        .isIn(MediaException.Kind.ENGINE, MediaException.Kind.MACHINE));
        if (mebibytes == 256) {
            assertThat(failure)
                    .get()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("memory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h264", "av1", "vp9"})
    void defaultMemoryIsEnough(String codec) {
        assertThat(encode(codec, SandboxSettings.DEFAULT.memoryBytes())).isEmpty();
    }

    /** Images and packages have other code paths; none reports too little memory as damage. */
    @ParameterizedTest
    @CsvSource({
        "poster, 256",
        "poster, 288",
        "poster, 320",
        "poster, 384",
        "hls, 256",
        "hls, 320",
        "hls, 448",
    })
    void tooLittleMemoryIsNotDamageInOtherKinds(String profile, int mebibytes) {
        Path source = sources.resolve("h264");
        Plan.Make plan = (Plan.Make) Planner.plan(
                FfmpegTranscoder.open(TestMedia.SETTINGS).probe(source),
                ProfileCatalog.builtIn().find(profile).orElseThrow());

        Optional<MediaException> failure = encode(source, plan, (long) mebibytes << 20);

        assertThat(failure.stream())
                .allSatisfy(e -> assertThat(e.kind())
                        .as(e.getMessage())
                        .isIn(MediaException.Kind.ENGINE, MediaException.Kind.MACHINE));
    }

    private Optional<MediaException> encode(String codec, long bytes) {
        return encode(sources.resolve(codec), Plans.video(0, Optional.empty(), SIZE), bytes);
    }

    private Optional<MediaException> encode(Path source, Plan.Make plan, long bytes) {
        return Optional.ofNullable(catchThrowableOfType(
                MediaException.class,
                () -> DirectEncode.make(
                        FfmpegTranscoder.open(new FfmpegSettings(
                                Optional.empty(),
                                TestMedia.SETTINGS.cache(),
                                false,
                                2,
                                new SandboxSettings(SandboxChoice.AUTO, bytes),
                                SourceLimits.DEFAULT)),
                        source,
                        plan,
                        folder.resolve("video.mp4"),
                        LIMIT,
                        Transcoder.Progress.NONE)));
    }
}

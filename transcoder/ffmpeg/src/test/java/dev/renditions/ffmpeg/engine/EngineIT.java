package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.files.PathRules;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
@Timeout(60)
class EngineIT {
    private static final String LISTS_ENCODERS = """
            if [ "$1" = -encoders ]; then
              printf 'Encoders:\\n V..... = Video\\n ------\\n V....D libx264  x\\n V....D mjpeg  x\\n'
              printf ' A....D aac  x\\n A....D libopus  x\\n%s'
            else
              echo 'ffmpeg version %s Copyright'
            fi""";

    @TempDir
    private Path folder;

    @Test
    void oldVersionIsRefused() throws IOException {
        fake("4.4.1", " A....D libmp3lame  x\\n");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(settings(false)))
                .withMessageContaining("ffmpeg 4.4.1 (" + folder.resolve("ffmpeg") + ") is vulnerable to CVE-2026-8461")
                .withMessageContaining("RENDITIONS_FFMPEG_ALLOW_OLD=true")
                .matches(e -> e.kind() == Kind.ENGINE);
    }

    @Test
    void oldFfprobeBesideANewFfmpegIsRefused() throws IOException {
        fake("8.1.2", " A....D libmp3lame  x\\n");
        FakeProgram.write(folder.resolve("ffprobe"), "echo 'ffprobe version 4.4.1 Copyright'");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(settings(false)))
                .withMessageContaining(
                        "ffprobe 4.4.1 (" + folder.resolve("ffprobe") + ") is vulnerable to CVE-2026-8461")
                .matches(e -> e.kind() == Kind.ENGINE);
        assertThat(FfmpegTranscoder.open(settings(true)).engine()).isEqualTo("ffmpeg 8.1.2");
    }

    @Test
    void ffprobeThatDoesNotStartIsRefused() throws IOException {
        fake("8.1.2", " A....D libmp3lame  x\\n");
        FakeProgram.write(folder.resolve("ffprobe"), "echo no such library >&2; exit 127");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(settings(false)))
                .withMessageContaining("ffprobe does not report its version (exit code 127): no such library");
    }

    @Test
    void oldVersionIsUsedIfAllowed() throws IOException {
        fake("4.4.1", " A....D libmp3lame  x\\n");

        assertThat(FfmpegTranscoder.open(settings(true)).engine()).isEqualTo("ffmpeg 4.4.1");
    }

    @Test
    void profileThatNeedsAMissingEncoderIsRefusedBeforeARun() throws IOException {
        fake("8.1.2", " A....D libmp3lame  x\\n");
        FfmpegTranscoder transcoder = FfmpegTranscoder.open(settings(false));
        Profile av1 = ProfileCatalog.builtIn().find("av1-720p").orElseThrow();

        assertThat(transcoder.unsupportedReason(Plans.MP4)).isEmpty();
        assertThat(transcoder.unsupportedReason(av1).orElseThrow())
                .startsWith("this ffmpeg was built without libsvtav1, which av1-720p needs");
        MediaInfo media = Media.of(Media.video(640, 360));
        Plan.Make plan = (Plan.Make) Planner.plan(media, av1);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> DirectEncode.make(
                        transcoder,
                        Transcoder.Input.strict(Files.createFile(folder.resolve("source")), media),
                        plan,
                        folder.resolve("video.mp4"),
                        Duration.ofSeconds(9),
                        Transcoder.Progress.NONE))
                .withMessageContaining("libsvtav1")
                .matches(e -> e.kind() == Kind.ENGINE);
    }

    @Test
    void buildWithoutAnEncoderIsRefused() throws IOException {
        fake("8.1.2", "");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(settings(false)))
                .withMessageContaining("was built without [libmp3lame]");
    }

    @Test
    void otherProgramIsRefused() throws IOException {
        FakeProgram.both(folder, "echo no such library >&2; exit 127");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(settings(false)))
                .withMessageContaining("does not report its version (exit code 127): no such library");
    }

    @Test
    void bundledProgramCanBeConfiguredByPath() throws IOException {
        Path bundled = FfmpegBinaries.find(Optional.empty(), TestMedia.SETTINGS.cache(), PathRules.STRICT)
                .ffmpeg();

        assertThat(FfmpegTranscoder.open(new FfmpegSettings(Optional.of(bundled), folder.resolve("unused"), false, 1))
                        .engine())
                .isEqualTo("ffmpeg 8.1.2");
    }

    @Test
    void cacheThatCantBeCreatedIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> FfmpegTranscoder.open(new FfmpegSettings(Optional.empty(), file, false, 1)))
                .withMessageContaining("can't be unpacked into " + file)
                .withMessageContaining("RENDITIONS_FFMPEG")
                .matches(e -> e.kind() == Kind.ENGINE);
    }

    private FfmpegSettings settings(boolean allowOld) {
        return new FfmpegSettings(Optional.of(folder), folder.resolve("unused"), allowOld, 1);
    }

    private void fake(String version, String moreEncoders) throws IOException {
        FakeProgram.both(folder, LISTS_ENCODERS.formatted(moreEncoders, version));
    }
}

package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.KindEncoders;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.Rendering;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.Plan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.Size;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renditions of one source that are made together. */
class RenditionAssemblerIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Size SMALL = new Size(160, 90);
    private static final String VIDEO = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String AUDIO = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @Test
    void sharedRunGivesTheSameBytesAsSeparateRuns() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 2 -c:v libx264 -c:a aac -f mp4");
        List<Plan.Make> plans = List.of(
                Plans.video(0, Optional.of(1), SMALL),
                Plans.video(0, Optional.empty(), new Size(80, 46)),
                Plans.audio(1));
        List<byte[]> alone = new ArrayList<>();
        for (Plan.Make plan : plans) {
            alone.add(Files.readAllBytes(encode(source, plan, "alone-" + alone.size())));
        }

        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(Rendering.input(source), orders(plans), LIMIT, endings);

        assertThat(endings.failed).isEmpty();
        // Audio first, then the lighter video.
        assertThat(endings.made).hasSize(3);
        for (int i = 0; i < plans.size(); i++) {
            assertThat(endings.made.get(2 - i).get(0).file()).hasBinaryContent(alone.get(i));
        }
        assertThat(endings.spent.get(2)).isGreaterThan(endings.spent.get(1));
    }

    @Test
    void severalRenditionsAreMadeInOneRun() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 1 -c:v libx264 -c:a aac -f mp4");
        CountedFfmpeg counted = CountedFfmpeg.in(folder);
        RecordedEndings endings = new RecordedEndings();

        new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()))
                .make(
                        Rendering.input(source),
                        orders(List.of(
                                Plans.video(0, Optional.of(1), SMALL),
                                Plans.video(0, Optional.empty(), new Size(80, 46)),
                                Plans.audio(1))),
                        new TrackSet(List.of()),
                        new TimeLeft(LIMIT),
                        endings);

        assertThat(endings.made).hasSize(3);
        assertThat(counted.decodes()).isEqualTo(1);
        assertThat(counted.encoders()).containsExactlyInAnyOrder("libx264", "aac", "libx264", "libmp3lame");
    }

    @Test
    void slowRenditionLeavesTheOthersTheirTime() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 1 -c:v libx264 -c:a aac -f mp4");
        Optional<Duration> length = Optional.of(Duration.ofSeconds(1));
        VideoPlan video =
                Plans.video(Plans.rung(0, SMALL, Optional.empty(), 60), Optional.of(Plans.sound(1, 2)), length);
        List<Transcoder.Order> orders = new ArrayList<>(orders(List.of(Plans.audio(1, length))));
        Path folderOfVideo = Files.createTempDirectory(folder, "order");
        orders.add(0, DirectEncode.order(video, folderOfVideo, step -> {
            throw new MediaException(Kind.TIME, "it would take too long");
        }));
        RecordedEndings endings = new RecordedEndings();

        TRANSCODER.make(Rendering.input(source), orders, LIMIT, endings);

        assertThat(endings.made).hasSize(1);
        assertThat(endings.failed)
                .hasSize(1)
                .allSatisfy(e -> assertThat(e.kind()).isEqualTo(Kind.TIME));
        assertThat(endings.order).containsExactly("audio-mp3", "mp4-360p");
    }

    @Test
    void withoutTimeAllRenditionsFail() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 1 -c:v libx264 -c:a aac -f mp4");
        CountedFfmpeg counted = CountedFfmpeg.in(folder);
        RecordedEndings endings = new RecordedEndings();

        new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()))
                .make(
                        Rendering.input(source),
                        orders(List.of(Plans.video(0, Optional.of(1), SMALL), Plans.audio(1))),
                        new TrackSet(List.of()),
                        new TimeLeft(Duration.ofMillis(20)),
                        endings);

        assertThat(endings.failed)
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.kind()).isEqualTo(Kind.TIME));
    }

    @Test
    void failedRenditionDoesNotFailTheOthersOfItsRun() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 1 -c:v libx264 -c:a aac -f mp4");
        RecordedEndings endings = new RecordedEndings();

        TRANSCODER.make(
                Rendering.input(source),
                orders(List.of(Plans.video(0, Optional.of(1), SMALL), Plans.unknownPreset(0, SMALL), Plans.audio(1))),
                LIMIT,
                endings);

        assertThat(endings.made).hasSize(2);
        assertThat(endings.failed)
                .hasSize(1)
                .allSatisfy(e -> assertThat(e.kind()).isEqualTo(Kind.ENGINE));
        assertThat(endings.made)
                .allSatisfy(outputs -> assertThat(outputs.get(0).file()).isNotEmptyFile());
    }

    @Test
    void damageFailsAllRenditionsInOneRun() throws IOException {
        Path whole = source(VIDEO + AUDIO + "-t 1 -c:v libx264 -c:a aac -movflags +faststart -f mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        CountedFfmpeg counted = CountedFfmpeg.in(folder);
        RecordedEndings endings = new RecordedEndings();

        new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()))
                .make(
                        // A probe of the truncated file would refuse it.
                        Transcoder.Input.strict(cut, TRANSCODER.probe(whole)),
                        orders(List.of(Plans.video(0, Optional.of(1), SMALL), Plans.audio(1), Plans.audio(1))),
                        new TrackSet(List.of()),
                        new TimeLeft(LIMIT),
                        endings);

        assertThat(endings.failed)
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
        assertThat(counted.runs()).hasSize(1);
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private Path encode(Path source, Plan.Make plan, String name) {
        Path output = folder.resolve(name);
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        return output;
    }

    private List<Transcoder.Order> orders(List<Plan.Make> plans) throws IOException {
        List<Transcoder.Order> orders = new ArrayList<>();
        for (Plan.Make plan : plans) {
            Path order = Files.createTempDirectory(folder, "order");
            orders.add(DirectEncode.order(plan, order, Transcoder.Progress.NONE));
        }
        return orders;
    }
}

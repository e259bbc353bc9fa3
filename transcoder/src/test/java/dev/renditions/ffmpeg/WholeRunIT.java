package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Transcoder;
import dev.renditions.media.Size;
import dev.renditions.plan.Plan;
import dev.renditions.testing.Making;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of one source at once. */
class WholeRunIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Size SMALL = new Size(160, 90);
    private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String SOUND = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @Test
    void severalAreMadeInOneRunWithTheSameBytesAsAlone() throws IOException {
        Path source = source(PICTURE + SOUND + "-t 2 -c:v libx264 -c:a aac -f mp4");
        List<Plan.Make> plans = List.of(
                Plans.video(0, Optional.of(1), SMALL),
                Plans.video(0, Optional.empty(), new Size(80, 46)),
                Plans.audio(1));
        List<byte[]> alone = new ArrayList<>();
        for (Plan.Make plan : plans) {
            alone.add(Files.readAllBytes(encode(source, plan, "alone-" + alone.size())));
        }

        Ends ends = new Ends();
        TRANSCODER.make(source, orders(plans), LIMIT, ends);

        assertThat(ends.failed).isEmpty();
        assertThat(ends.made).hasSize(3);
        for (int i = 0; i < plans.size(); i++) {
            assertThat(ends.made.get(i).get(0).file()).hasBinaryContent(alone.get(i));
        }
        assertThat(ends.spent.get(0)).isGreaterThan(ends.spent.get(1)).isGreaterThan(ends.spent.get(2));
    }

    @Test
    void oneThatCantBeMadeDoesNotTakeTheOthersOfItsRunAlong() throws IOException {
        Path source = source(PICTURE + SOUND + "-t 1 -c:v libx264 -c:a aac -f mp4");
        Ends ends = new Ends();

        TRANSCODER.make(
                source,
                orders(List.of(Plans.video(0, Optional.of(1), SMALL), Plans.audio(7), Plans.audio(1))),
                LIMIT,
                ends);

        assertThat(ends.made).hasSize(2);
        assertThat(ends.failed).hasSize(1).allSatisfy(e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
        assertThat(ends.made)
                .allSatisfy(outputs -> assertThat(outputs.get(0).file()).isNotEmptyFile());
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private Path encode(Path source, Plan.Make plan, String name) {
        Path output = folder.resolve(name);
        Making.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        return output;
    }

    private List<Transcoder.Order> orders(List<Plan.Make> plans) throws IOException {
        List<Transcoder.Order> orders = new ArrayList<>();
        for (Plan.Make plan : plans) {
            Path order = Files.createTempDirectory(folder, "order");
            orders.add(new Transcoder.Order(plan, order, Transcoder.Progress.NONE));
        }
        return orders;
    }

    private static final class Ends implements Transcoder.Results {
        private final List<List<Transcoder.Output>> made = new ArrayList<>();
        private final List<Duration> spent = new ArrayList<>();
        private final List<MediaException> failed = new ArrayList<>();

        @Override
        public void made(Transcoder.Order order, List<Transcoder.Output> outputs, Duration time) {
            made.add(outputs);
            spent.add(time);
        }

        @Override
        public void failed(Transcoder.Order order, MediaException reason) {
            failed.add(reason);
        }
    }
}

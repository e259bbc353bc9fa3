package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.kind.settings.Watermark.Place;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Makes sources and their edited renditions. */
abstract class EditScene {
    @TempDir
    Path folder;

    static Edits watermark(Path file, Place place, double opacity) {
        try {
            ContentHash content = ContentHash.of(Files.readAllBytes(file));
            return new Edits(
                    Optional.empty(), Optional.of(new Watermark(file, content, place, opacity, 20, 5)), List.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    Path render(Path source, Edits edits) {
        return Rendering.render(source, Rendering.edited(edits), folder.resolve("video.mp4"));
    }

    RecordedEndings make(Path source, List<Edits> all) throws IOException {
        List<Order> orders = new ArrayList<>();
        for (Edits edits : all) {
            Plan.Make plan = (Plan.Make) Rendering.plan(source, Rendering.edited(edits));
            Path order = Files.createDirectory(folder.resolve("order" + orders.size()));
            orders.add(DirectEncode.order(plan, order, Progress.NONE));
        }
        RecordedEndings made = new RecordedEndings();
        Rendering.TRANSCODER.make(Rendering.input(source), orders, Duration.ofSeconds(60), made);
        return made;
    }

    static void assertRed(int[] rgb, int red) {
        assertThat(rgb[0]).isCloseTo(red, within(12));
        assertThat(rgb[1]).isLessThan(80);
    }
}

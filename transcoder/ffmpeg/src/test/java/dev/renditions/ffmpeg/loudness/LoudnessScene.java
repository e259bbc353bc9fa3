package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.Rendering;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Makes renditions of the audio of a source together, and verifies them. */
abstract class LoudnessScene {
    static final Duration LIMIT = Duration.ofSeconds(120);
    static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    static final List<String> PROFILES = List.of("audio-mp3", "audio-aac", "audio-opus");

    @TempDir
    Path folder;

    Map<String, Path> made(Path source) {
        return made(source, PROFILES, Progress.NONE);
    }

    /** Made together, and verified. */
    Map<String, Path> made(Path source, List<String> profiles, Progress progressOfAac) {
        MediaInfo media = TRANSCODER.probe(source);
        List<Order> orders = orders(media, profiles, progressOfAac);
        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(Rendering.input(source), orders, LIMIT, endings);
        assertThat(endings.failed).isEmpty();
        Map<String, Path> made = new LinkedHashMap<>();
        for (int i = 0; i < endings.made.size(); i++) {
            String name = endings.order.get(i);
            new OutputVerifier(TRANSCODER)
                    .check(orders.get(profiles.indexOf(name)).plan(), endings.made.get(i));
            made.put(name, endings.made.get(i).get(0).file());
        }
        assertThat(made).hasSameSizeAs(profiles);
        return made;
    }

    List<Order> orders(MediaInfo media, List<String> profiles, Progress progressOfAac) {
        try {
            List<Order> orders = new ArrayList<>();
            for (String profile : profiles) {
                Plan.Make plan =
                        (Plan.Make) Planner.plan(media, CATALOG.find(profile).orElseThrow());
                Path own = Files.createTempDirectory(folder, "order");
                orders.add(DirectEncode.order(
                        plan, own, profile.equals("audio-aac") ? progressOfAac : LoudnessScene::ignore));
            }
            return orders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ignore(EncodeProgress step) {
        assertThat(step.fraction()).isBetween(0.0, 1.0);
    }
}

package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.RenditionService;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A profile that is too slow for the remaining time does not make the others fail. */
@Timeout(180)
class CheapFirstIT {
    /** Takes about thirty times as long as {@code mp4-360p}. */
    private static final String SLOW = "{\"profiles\":[{\"name\":\"slow\",\"kind\":\"video\",\"video\":"
            + "{\"preset\":\"veryslow\",\"shortSide\":720,\"maxRateKbps\":9000},\"audio\":{\"codec\":\"aac\"}}]}";

    @TempDir
    private static Path sources;

    private static Path video;

    /** The same video in other bytes. */
    private static Path sameVideo;

    @TempDir
    private Path folder;

    private final List<String> events = new ArrayList<>();

    @BeforeAll
    static void makeVideo() {
        Path part = TestMedia.make(
                sources.resolve("part"),
                "-f lavfi -i testsrc2=size=1280x720:rate=30,noise=alls=20:allf=t -f lavfi -i sine=frequency=440"
                        + " -t 2 -pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 30 -c:a aac -f mp4");
        video = TestMedia.make(sources.resolve("video"), "-stream_loop 4 -i " + part + " -t 10 -c copy -f mp4");
        sameVideo = TestMedia.make(sources.resolve("same"), "-i " + video + " -c copy -metadata title=same -f mp4");
    }

    @Test
    void quickProfilesArePublishedBeforeASlowOneRunsOutOfTime() throws IOException {
        List<Profile> profiles = Stream.concat(
                        Stream.of(slow()),
                        Stream.of("mp4-360p", "audio-aac", "poster")
                                .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow()))
                .toList();
        Map<String, RenditionResult> results;
        Duration timeForQuickProfiles = timeOfAQuickProfile().multipliedBy(6).plusSeconds(4);
        try (MemoryIndex index = MemoryIndex.create();
                RenditionService service = service(index, "store")) {
            Instant deadline = Instant.now().plus(timeForQuickProfiles);
            List<RenditionResult> all = service.render(new FileSource(video), profiles, new EventRecorder(), deadline);
            results = all.stream().collect(Collectors.toMap(r -> r.profile().name(), r -> r));

            for (String quick : List.of("mp4-360p", "audio-aac", "poster")) {
                RenditionResult result = results.get(quick);
                assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
                assertThat(index.locations()
                                .find(new RenditionKey(result.content().orElseThrow(), result.profile())))
                        .as(quick)
                        .isPresent();
            }
        }
        RenditionResult slow = results.get("slow");
        assertThat(slow.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(slow.failure())
                .get()
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.TIME));
        assertThat(slow.reason()).containsPattern("it would take about|it did not finish within");
        assertThat(slow.worthRetrying()).isTrue();
        assertThat(events)
                .as("images and audio are published before the first video begins")
                .containsSubsequence(
                        "poster encoded", "audio-aac encoded", "slow begins", "mp4-360p encoded", "slow failed");
    }

    /** Measured, because the speed and the load of the machine are unknown. */
    private Duration timeOfAQuickProfile() {
        try (MemoryIndex index = MemoryIndex.create();
                RenditionService service = service(index, "another store")) {
            RenditionResult result = service.render(
                            new FileSource(sameVideo),
                            List.of(ProfileCatalog.builtIn().find("mp4-360p").orElseThrow()),
                            RenditionListener.NONE)
                    .get(0);
            assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
            return result.spent();
        }
    }

    private RenditionService service(MemoryIndex index, String store) {
        return new RenditionService(
                index,
                new DirectoryStore(folder.resolve(store)),
                FfmpegTranscoder.open(TestMedia.SETTINGS),
                new Workspace(folder.resolve("work"), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(5), Duration.ZERO),
                Timing.system());
    }

    private Profile slow() throws IOException {
        return ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), SLOW))
                .find("slow")
                .orElseThrow();
    }

    private final class EventRecorder implements RenditionListener {
        @Override
        public void encoding(Profile profile) {
            events.add(profile.name() + " begins");
        }

        @Override
        public void finished(RenditionResult result) {
            events.add(result.profile().name() + " " + result.outcome().word());
        }
    }
}

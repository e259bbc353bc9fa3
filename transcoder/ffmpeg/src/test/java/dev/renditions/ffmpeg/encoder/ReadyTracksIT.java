package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.profile.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renditions whose tracks are all ready: what they read, and which track is named if it can't be copied. */
class ReadyTracksIT {
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final String FILM = "-f lavfi -i testsrc2=size=320x240:rate=25 -f lavfi -i"
            + " sine=frequency=440:sample_rate=48000 -t 3 -c:v libx264 -preset ultrafast -c:a aac -ac 2 ";
    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "video", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {}},
              {"name": "clip", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {}, "clip": {"startSeconds": 1, "lengthSeconds": 1}},
              {"name": "titled", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {}, "metadata": ["title"]},
              {"name": "hls", "kind": "hls", "audio": {}, "ladder": [
                {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800}]},
              {"name": "sound", "kind": "audio", "audio": {"codec": "aac"}}]}""";

    @TempDir
    private Path folder;

    private Map<String, Profile> profiles;
    private Path source;
    private MediaInfo media;

    @BeforeEach
    void prepare() throws IOException {
        Path file = Files.writeString(folder.resolve("profiles.json"), PROFILES);
        profiles = ProfileFile.read(file).all().stream()
                .collect(Collectors.toMap(Profile::name, profile -> profile, (a, b) -> b));
        source = TestMedia.make(folder.resolve("source"), FILM + "-f mp4");
        media = TRANSCODER.probe(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"video", "hls", "sound", "clip"})
    void sourceIsNotRead(String name) throws IOException {
        List<ReadyTrack> ready = ready(make(() -> source, name, List.of()).get(name));

        Map<String, Ending> made = make(
                () -> {
                    throw new AssertionError("the source is read");
                },
                name,
                ready);

        assertThat(made.get(name).outcome()).isEqualTo(Outcome.ASSEMBLED);
    }

    @Test
    void sourceIsReadForItsTags() throws IOException {
        List<ReadyTrack> ready = ready(make(() -> source, "video", List.of()).get("video"));
        List<String> reads = new ArrayList<>();

        Map<String, Ending> made = make(
                () -> {
                    reads.add("read");
                    return source;
                },
                "titled",
                ready);

        assertThat(made.get("titled").outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(reads).isNotEmpty();
    }

    /** Text, a file without video, a file in a format that no track has, and a video that is cut off. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "audio", "matroska", "cut"})
    void readyTrackThatCantBeCopiedIsNamed(String damage) throws IOException {
        List<ReadyTrack> good = ready(make(() -> source, "video", List.of()).get("video"));
        Path bad = folder.resolve("bad");
        switch (damage) {
            case "text" -> Files.writeString(bad, "not a video at all");
            case "audio" -> TestMedia.make(bad, "-f lavfi -i sine -t 1 -c:a aac -f mp4");
            case "matroska" -> TestMedia.make(bad, FILM + "-f matroska");
            default ->
                Files.write(bad, Arrays.copyOf(Files.readAllBytes(good.get(0).file()), 600));
        }
        List<ReadyTrack> ready =
                good.stream().map(track -> new ReadyTrack(track.recipe(), bad)).toList();
        Supplier<Path> unread = () -> {
            throw new AssertionError("the source is read");
        };

        for (String name : List.of("video", "hls")) {
            Ending.Failed failed = (Ending.Failed) make(unread, name, ready).get(name);

            assertThat(failed.suspects()).as(name + ": " + failed.reason()).isNotEmpty();
            assertThat(ready).as(name).containsAll(failed.suspects());
        }
    }

    @Test
    void failureOfTheSourceSuspectsNoTrack() throws IOException {
        Path cut = folder.resolve("cut");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(source), (int) (Files.size(source) / 2)));

        Ending ended = make(() -> cut, "video", List.of()).get("video");

        assertThat(ended).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.cause()).isInstanceOf(MediaException.class);
            assertThat(failed.suspects()).isEmpty();
        });
    }

    private List<ReadyTrack> ready(Ending ending) {
        Ending.Encoded encoded = (Ending.Encoded) ending;
        return encoded.tracks().stream()
                .map(track -> new ReadyTrack(
                        track.recipe(),
                        encoded.outputs().stream()
                                .filter(output -> output.name().equals(track.file()))
                                .findFirst()
                                .orElseThrow()
                                .file()))
                .toList();
    }

    private Map<String, Ending> make(Supplier<Path> reader, String name, List<ReadyTrack> ready) throws IOException {
        PacketStats stats = TRANSCODER.packets(source, media, Set.of());
        Plan.Make plan = (Plan.Make) Planner.planEncode(media, profiles.get(name), stats);
        RenditionKey key =
                new RenditionKey(ContentHash.of(new byte[0]), plan.profile().id());
        Transcoder.Order order = new Transcoder.Order(
                new MissingRendition(key, plan),
                Files.createTempDirectory(folder, "order"),
                Transcoder.Progress.NONE,
                ready);
        Map<String, Ending> ended = new LinkedHashMap<>();
        TRANSCODER.make(
                new Transcoder.Input(reader, media, false, Transcoder.Measurements.NONE),
                List.of(order),
                Duration.ofMinutes(1),
                (rendition, ending) -> ended.put(rendition.plan().profile().name(), ending));
        return ended;
    }
}

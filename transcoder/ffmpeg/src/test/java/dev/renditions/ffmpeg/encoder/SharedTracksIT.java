package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Outcome;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.KindEncoders;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each track is encoded once, whatever the renditions that have it. */
class SharedTracksIT {
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final String FILM = "-f lavfi -i testsrc2=size=320x240:rate=25 -f lavfi -i"
            + " sine=frequency=440:sample_rate=48000 -t 3 -c:v libx264 -preset ultrafast -c:a aac -ac 2 -f mp4";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A ladder of 240 and 120 lines, in all its forms. */
    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "high", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {}},
              {"name": "same", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 1080, "maxRateKbps": 800},
               "audio": {}},
              {"name": "titled", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {}, "metadata": ["title"]},
              {"name": "quieter", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
               "audio": {"bitRateKbps": 96}},
              {"name": "low", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400},
               "audio": {}},
              {"name": "clip", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400},
               "audio": {}, "clip": {"startSeconds": 1, "lengthSeconds": 1}},
              {"name": "clip-hls", "kind": "hls", "audio": {}, "ladder": [{"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400}],
               "clip": {"startSeconds": 1, "lengthSeconds": 1}},
              {"name": "ladder", "kind": "hls", "audio": {}, "ladder": [
                {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
                {"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400}]},
              {"name": "sound", "kind": "audio", "audio": {"codec": "aac"}},
              {"name": "loud", "kind": "audio", "audio": {"codec": "aac"},
               "loudness": {"integratedLufs": -16, "truePeakDb": -1.5}}]}""";

    @TempDir
    private Path folder;

    private CountedFfmpeg counted;
    private Map<String, Profile> profiles;

    @BeforeEach
    void prepare() throws IOException {
        counted = CountedFfmpeg.in(folder);
        Path file = Files.writeString(folder.resolve("profiles.json"), PROFILES);
        profiles = ProfileFile.read(file).all().stream()
                .collect(Collectors.toMap(Profile::name, profile -> profile, (a, b) -> b));
    }

    @ParameterizedTest
    @CsvSource({
        "high, 1, 1",
        "high same, 1, 1",
        "high titled same, 1, 1",
        "high quieter, 1, 2",
        "ladder, 2, 1",
        "high low ladder, 2, 1",
        "low ladder, 2, 1",
        "clip clip-hls, 1, 1",
        "clip low clip-hls, 2, 2",
        "high sound ladder, 2, 1",
        "high low same titled quieter ladder sound, 2, 2"
    })
    void eachTrackIsEncodedOnce(String names, int pictures, int sounds) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);

        Map<String, Ending> ended = make(source, names, List.of());

        verify(ended);
        assertThat(counted.encoders()).filteredOn("libx264"::equals).hasSize(pictures);
        assertThat(counted.encoders()).filteredOn("aac"::equals).hasSize(sounds);
        assertThat(tracks(ended).stream().filter(AssembledTrack::encoded))
                .as("each track counts as encoded for one rendition")
                .hasSize(pictures + sounds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "same", "titled", "low", "ladder", "sound", "high low ladder sound"})
    void readyTracksAreNotEncoded(String names) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        Map<String, Ending> first = make(source, "high low", List.of());
        List<ReadyTrack> ready = ready(first);
        int before = counted.encoders().size();

        Map<String, Ending> second = make(source, names, ready);

        assertThat(counted.encoders()).hasSize(before);
        verify(second);
        assertThat(second.values()).extracting(Ending::outcome).containsOnly(Outcome.ASSEMBLED);
        ready.forEach(track -> assertThat(track.file()).isNotEmptyFile());
    }

    @Test
    void tracksOfALadderBecomeVideosAgain() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        List<ReadyTrack> ready = ready(make(source, "ladder", List.of()));
        int before = counted.encoders().size();

        Map<String, Ending> made = make(source, "high low", ready);

        // Streaming tracks have no priming, which a decoder of an MP4 needs.
        assertThat(counted.encoders().subList(before, counted.encoders().size()))
                .containsExactly("aac");
        verify(made);
        assertThat(frames(output(made, "high"), "v"))
                .isEqualTo(frames(file(ready, made, "high"), "v"))
                .isNotEmpty();
    }

    @Test
    void tracksOfAPackageBecomePartOfAnother() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        List<ReadyTrack> ready = ready(make(source, "ladder", List.of()));
        int before = counted.encoders().size();

        verify(make(source, "ladder", ready));

        assertThat(counted.encoders()).hasSize(before);
    }

    @Test
    void onlyMissingTracksAreEncoded() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        List<ReadyTrack> ready = ready(make(source, "low", List.of()));
        int before = counted.encoders().size();

        Map<String, Ending> made = make(source, "ladder quieter", ready);

        verify(made);
        assertThat(counted.encoders().subList(before, counted.encoders().size()))
                .containsExactlyInAnyOrder("libx264", "aac");
        assertThat(made.values()).extracting(Ending::outcome).containsOnly(Outcome.ENCODED);
    }

    @Test
    void audioWithATargetLoudnessIsEncodedForAllOrdersTogether() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        make(source, "loud", List.of());
        List<String> alone = counted.encoders();

        Map<String, Ending> made = make(source, "loud loud loud", List.of());

        verify(made);
        assertThat(counted.encoders()).hasSize(2 * alone.size());
    }

    @Test
    void renditionThatFailsLeavesTheOthersTheirTracks() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        List<Transcoder.Order> orders = new ArrayList<>(orders(source, "high ladder sound", List.of()));
        orders.add(0, order(Plans.unknownPreset(0, new Size(160, 120)), List.of()));
        RecordedEndings endings = new RecordedEndings();

        assembler().make(input(source), orders, new TrackSet(orders), new TimeLeft(LIMIT), endings);

        assertThat(endings.words)
                .containsExactlyInAnyOrder("mp4-360p ENGINE", "high made", "ladder made", "sound made");
    }

    /** The audio renditions of a call are made before its videos. */
    @Test
    void videosUseTheTracksOfAudioRenditions() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        Map<String, Ending> ended = new LinkedHashMap<>();

        TRANSCODER.make(
                input(source),
                orders(source, "high sound ladder", List.of()),
                LIMIT,
                (rendition, ending) -> ended.put(rendition.plan().profile().name(), published(ending)));

        verify(ended);
        assertThat(ended.get("sound").outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(tracks(ended).stream().filter(AssembledTrack::encoded)).hasSize(3);
        assertThat(tracks(ended).stream().map(AssembledTrack::recipe).distinct())
                .as("the audio of HLS has no priming")
                .hasSize(4);
    }

    /** Pictures and samples of renditions that are made alone, in company, and from ready tracks. */
    @ParameterizedTest
    @ValueSource(strings = {"high", "low", "ladder", "sound", "clip", "clip-hls"})
    void assembledRenditionsDecodeToTheirTracks(String name) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), FILM);
        Map<String, Ending> all = make(source, "high low ladder sound clip clip-hls", List.of());

        Map<String, Ending> copied = make(source, name, ready(all));

        for (AssembledTrack track : ((Ending.Encoded) copied.get(name)).tracks()) {
            String kind = track.recipe().kind().word().substring(0, 1);
            Path one = ((Ending.Encoded) all.get(name)).order().folder().resolve(track.file());
            Path two = ((Ending.Encoded) copied.get(name)).order().folder().resolve(track.file());
            assertThat(frames(two, kind)).isEqualTo(frames(one, kind)).isNotEmpty();
        }
    }

    private Path file(List<ReadyTrack> ready, Map<String, Ending> made, String name) {
        TrackRecipe recipe = ((Ending.Encoded) made.get(name)).tracks().get(0).recipe();
        return ready.stream()
                .filter(track -> track.recipe().equals(recipe))
                .findFirst()
                .orElseThrow()
                .file();
    }

    private static Path output(Map<String, Ending> ended, String name) {
        Ending.Encoded encoded = (Ending.Encoded) ended.get(name);
        return encoded.order().folder().resolve(encoded.outputs().get(0).name());
    }

    /** The hashes of all frames or samples, with their times. */
    private static List<String> frames(Path file, String kind) {
        Path hashes = file.resolveSibling("hashes-" + kind + "-" + file.getFileName());
        TestMedia.make(hashes, "-i " + file + " -map 0:" + kind + " -f framemd5");
        return read(hashes).stream().filter(line -> !line.startsWith("#")).toList();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<AssembledTrack> tracks(Map<String, Ending> ended) {
        return ended.values().stream()
                .flatMap(ending -> ((Ending.Encoded) ending).tracks().stream())
                .toList();
    }

    /** The tracks of renditions, in the files that the store would have. */
    private static List<ReadyTrack> ready(Map<String, Ending> ended) {
        List<ReadyTrack> ready = new ArrayList<>();
        for (Ending ending : ended.values()) {
            Ending.Encoded encoded = (Ending.Encoded) ending;
            encoded.tracks()
                    .forEach(track -> ready.add(new ReadyTrack(
                            track.recipe(), encoded.order().folder().resolve(track.file()))));
        }
        return ready;
    }

    private void verify(Map<String, Ending> ended) {
        ended.forEach((name, ending) -> {
            Ending.Encoded encoded = (Ending.Encoded) ending;
            Path folderOfOrder = encoded.order().folder();
            List<OutputFile> outputs = encoded.outputs().stream()
                    .map(output ->
                            new OutputFile(folderOfOrder.resolve(output.name()), output.name(), output.mediaType()))
                    .toList();
            new OutputVerifier(TRANSCODER).check(encoded.order().plan(), outputs);
            if (encoded.order().plan() instanceof StreamingPlan) {
                Conformance.assertConformant(folderOfOrder, Duration.ofSeconds(6));
            }
        });
    }

    /** Makes renditions and gives their files the names that they are published under. */
    private Map<String, Ending> make(Path source, String names, List<ReadyTrack> ready) throws IOException {
        List<Transcoder.Order> orders = orders(source, names, ready);
        Map<String, Ending> ended = new LinkedHashMap<>();
        assembler()
                .make(
                        input(source),
                        orders,
                        new TrackSet(orders),
                        new TimeLeft(LIMIT),
                        (rendition, ending) ->
                                ended.put(rendition.plan().profile().name(), published(ending)));
        return ended;
    }

    private RenditionAssembler assembler() {
        return new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()));
    }

    private static Transcoder.Input input(Path source) {
        return Transcoder.Input.strict(source, TRANSCODER.probe(source));
    }

    private List<Transcoder.Order> orders(Path source, String names, List<ReadyTrack> ready) throws IOException {
        MediaInfo media = TRANSCODER.probe(source);
        PacketStats stats = TRANSCODER.packets(source, media, Set.of());
        List<Transcoder.Order> orders = new ArrayList<>();
        for (String name : names.split(" ")) {
            orders.add(order((Plan.Make) Planner.planEncode(media, profiles.get(name), stats), ready));
        }
        return orders;
    }

    private Transcoder.Order order(Plan.Make plan, List<ReadyTrack> ready) throws IOException {
        RenditionKey key =
                new RenditionKey(ContentHash.of(new byte[0]), plan.profile().id());
        return new Transcoder.Order(
                new MissingRendition(key, plan),
                Files.createTempDirectory(folder, "order"),
                Transcoder.Progress.NONE,
                ready);
    }

    private static Ending published(Ending ending) {
        ending.failure().ifPresent(failure -> {
            throw failure;
        });
        Ending.Encoded encoded = (Ending.Encoded) ending;
        encoded.outputs().forEach(output -> {
            try {
                Files.move(output.file(), encoded.order().folder().resolve(output.name()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return ending;
    }
}

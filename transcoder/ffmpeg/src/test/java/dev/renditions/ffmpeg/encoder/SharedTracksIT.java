package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Outcome;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.media.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The renditions of one call encode each of their tracks once. */
class SharedTracksIT {
    static final String FILM = "-f lavfi -i testsrc2=size=320x240:rate=25 -f lavfi -i"
            + " sine=frequency=440:sample_rate=48000 -t 3 -c:v libx264 -preset ultrafast -c:a aac -ac 2 -f mp4";

    /** A ladder of 240 and 120 lines, in all its forms. */
    static final String PROFILES = """
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

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private TrackWorkshop workshop;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        workshop = new TrackWorkshop(folder, PROFILES);
        source = TestMedia.make(folder.resolve("source"), FILM);
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
        Map<String, Ending.Encoded> made = workshop.make(source, names, List.of());

        assertThat(workshop.encoders(0)).filteredOn("libx264"::equals).hasSize(pictures);
        assertThat(workshop.encoders(0)).filteredOn("aac"::equals).hasSize(sounds);
        assertThat(TrackWorkshop.tracks(made).stream().filter(AssembledTrack::encoded))
                .as("each track counts as encoded for one rendition")
                .hasSize(pictures + sounds);
    }

    @Test
    void audioWithATargetLoudnessIsEncodedForAllOrdersTogether() throws IOException {
        workshop.make(source, "loud", List.of());
        int alone = workshop.encoders(0).size();
        List<Transcoder.Order> orders = workshop.orders(source, "loud loud loud", List.of());
        List<Ending.Encoded> made = new ArrayList<>();

        workshop.assembler()
                .make(
                        TrackWorkshop.input(source),
                        orders,
                        new TrackSet(orders),
                        new TimeLeft(LIMIT),
                        (rendition, ending) -> made.add(TrackWorkshop.published(ending)));

        assertThat(made).hasSize(3).allSatisfy(TrackWorkshop::verify);
        assertThat(workshop.encoders(0)).hasSize(2 * alone);
    }

    @Test
    void renditionThatFailsLeavesTheOthersTheirTracks() throws IOException {
        List<Transcoder.Order> orders = new ArrayList<>(workshop.orders(source, "high ladder sound", List.of()));
        orders.add(0, workshop.order(Plans.unknownPreset(0, new Size(160, 120)), List.of()));
        RecordedEndings endings = new RecordedEndings();

        workshop.assembler()
                .make(TrackWorkshop.input(source), orders, new TrackSet(orders), new TimeLeft(LIMIT), endings);

        assertThat(endings.words)
                .containsExactlyInAnyOrder("mp4-360p ENGINE", "high made", "ladder made", "sound made");
    }

    /** The audio renditions of a call are made before its videos. */
    @Test
    void videosUseTheTracksOfAudioRenditions() throws IOException {
        Map<String, Ending.Encoded> made = new LinkedHashMap<>();

        TrackWorkshop.TRANSCODER.make(
                TrackWorkshop.input(source),
                workshop.orders(source, "high sound ladder", List.of()),
                LIMIT,
                (rendition, ending) -> made.put(rendition.plan().profile().name(), TrackWorkshop.published(ending)));

        assertThat(made.values()).hasSize(3).allSatisfy(TrackWorkshop::verify);
        assertThat(made.get("sound").outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(TrackWorkshop.tracks(made).stream().filter(AssembledTrack::encoded))
                .hasSize(3);
        assertThat(TrackWorkshop.tracks(made).stream()
                        .map(AssembledTrack::recipe)
                        .distinct())
                .as("the audio of HLS has no priming")
                .hasSize(4);
    }
}

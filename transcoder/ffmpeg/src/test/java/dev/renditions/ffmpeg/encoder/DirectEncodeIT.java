package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.KindEncoders;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileFile;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An MP4 that is assembled from tracks has the frames and the samples, at the same times, of one that a single run of ffmpeg encodes
 * into the file.
 */
@Timeout(180)
class DirectEncodeIT {
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180:rate=";
    private static final String SOUND = " -f lavfi -i sine=frequency=440:sample_rate=48000:duration=3 ";

    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "h264", "kind": "video", "audio": {},
               "video": {"preset": "veryfast", "shortSide": 120, "maxRateKbps": 20000}},
              {"name": "hevc", "kind": "video", "audio": {},
               "video": {"codec": "hevc", "preset": "ultrafast", "shortSide": 120, "maxRateKbps": 20000}}]}""";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "h264, 25:duration=3, '', -bf 2 -f mp4",
        "h264, 30000/1001:duration=3, '', -bf 2 -f mp4",
        "h264, 25:duration=3, ' -itsoffset 0.5', -f mp4",
        "h264, '25:duration=3,settb=1/1000,setpts=PTS+0.01*sin(N)/TB', '', -fps_mode passthrough -enc_time_base:v 1/1000 -f mp4",
        "h264, 30000/1001:duration=3, '', -bf 2 -f matroska",
        "h264, 25:duration=3, '', -bf 2 -f mpegts",
        "hevc, 25:duration=3, '', -f mp4",
        "hevc, 30000/1001:duration=3, ' -itsoffset 0.5', -f matroska",
    })
    void assembledVideoIsThatOfOneRun(String profile, String picture, String late, String muxer) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                PICTURE + picture + late + SOUND + "-c:v libx264 -preset veryfast -c:a ac3 -ac 2 " + muxer);
        CountedFfmpeg counted = CountedFfmpeg.in(folder);

        Path assembled = make(counted, source, profile);
        Path direct = direct(counted);

        assertThat(frames(assembled, "v")).hasSizeGreaterThan(60).isEqualTo(frames(direct, "v"));
        assertThat(frames(assembled, "a")).hasSizeGreaterThan(100).isEqualTo(frames(direct, "a"));
    }

    private Path make(CountedFfmpeg counted, Path source, String name) throws IOException {
        MediaInfo media = TRANSCODER.probe(source);
        Plan.Make plan = (Plan.Make) Planner.plan(
                media,
                ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), PROFILES))
                        .find(name)
                        .orElseThrow(),
                TRANSCODER.packets(source, media, Set.of()));
        List<Path> made = new ArrayList<>();
        List<Transcoder.Order> orders = List.of(
                DirectEncode.order(plan, Files.createDirectory(folder.resolve("order")), Transcoder.Progress.NONE));
        new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()))
                .make(
                        Transcoder.Input.strict(source, media),
                        orders,
                        new TrackSet(orders),
                        new TimeLeft(Duration.ofMinutes(1)),
                        (rendition, ending) ->
                                made.add(DirectEncode.outputs(ending).get(0).file()));
        return made.get(0);
    }

    /** The command of both tracks, changed to encode them into one file. */
    private Path direct(CountedFfmpeg counted) throws IOException {
        List<String> encodes = counted.runs().stream()
                .filter(run -> run.contains(" -c:v lib") && run.contains(" -c:a aac"))
                .toList();
        assertThat(encodes).hasSize(1);
        String command = encodes.get(0)
                .replaceFirst(" -fs \\d+ -f mp4 \\S+/track-1", "")
                .replaceFirst(" -vn", "")
                .replaceFirst(" -fs \\d+ (-movflags \\S+) -f ipod \\S+/track-2$", " $1 -f mp4")
                .replaceFirst(" -n ", " ")
                .replaceFirst(" -progress pipe:1", "");
        assertThat(command).doesNotContain("track-").endsWith(" -f mp4");
        return TestMedia.make(folder.resolve("direct"), command);
    }

    /** The hashes of all frames or samples, with their times and the unit of these. */
    private List<String> frames(Path file, String kind) throws IOException {
        Path hashes = folder.resolve("hashes-" + kind + "-" + file.getFileName());
        TestMedia.make(
                hashes, "-i " + file + " -map 0:" + kind + " -fps_mode passthrough -enc_time_base demux -f framemd5");
        return Files.readAllLines(hashes).stream()
                .filter(line -> !line.startsWith("#software"))
                .toList();
    }
}

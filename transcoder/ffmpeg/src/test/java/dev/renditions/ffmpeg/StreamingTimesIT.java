package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.packaging.DashSchema;
import dev.renditions.testing.RealService;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/** Players other than browsers, here ffmpeg and mpv, present all tracks of a package from 0, with audio and video in sync. */
@Timeout(180)
final class StreamingTimesIT {
    private static final Pattern FIRST_TIME = Pattern.compile("T=(-?[0-9.]+)");

    @TempDir
    private Path folder;

    private RealService service;

    @BeforeEach
    void open() {
        service = RealService.in(folder, Duration.ofMinutes(2), 2);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "h264, moving, -f lavfi -i testsrc2=s=320x180:r=25:d=5 -f lavfi -i sine=d=5 -c:a aac -f mp4",
        "hevc, moving, -f lavfi -i testsrc2=s=320x180:r=30000/1001:d=5 -f lavfi -i sine=d=5 -c:a aac -f mp4",
        "h264, still at first, -f lavfi -i testsrc2=s=320x180:r=25:d=3 -vf tpad=start=75:start_mode=clone -f mp4",
        "h264, one frame, -f lavfi -i testsrc2=s=320x180:r=25:d=0.04 -f lavfi -i sine=d=0.5 -c:a aac -f mp4",
        "h264, four frames, -f lavfi -i testsrc2=s=320x180:r=25:d=0.16 -f mp4",
        "h264, late video, -itsoffset 0.7 -f lavfi -i testsrc2=s=320x180:r=24:d=4 -f lavfi -i sine=d=5 -c:a aac"
                + " -f matroska",
        "h264, uneven frames, -f lavfi -i testsrc2=s=320x180:r=30:d=6 -vf setpts=(N+N*N/200)/30/TB -fps_mode vfr"
                + " -f matroska"
    })
    void everyTrackIsPresentedFromZero(String codec, String kind, String arguments) throws IOException, SAXException {
        Path source = TestMedia.make(folder.resolve("source"), arguments + " -c:v libx264");
        Path packaged = packaged(source, codec);
        for (Path track : tracks(packaged)) {
            JsonNode seen = TestMedia.look(track, "-show_packets");
            assertThat(seen.at("/format/start_time").asText())
                    .as(track.toString())
                    .isEqualTo("0.000000");
            assertEven(track, seen.path("packets"));
        }
        JsonNode whole = TestMedia.look(packaged.resolve("master.m3u8"), "-allowed_extensions", "ALL");
        assertThat(whole.path("streams")).isNotEmpty();
        for (JsonNode stream : whole.path("streams")) {
            assertThat(stream.path("start_time").asDouble()).as(kind).isZero();
        }
        DashSchema.validate(packaged.resolve("manifest.mpd"));
    }

    /** Decode times increase from 0; presentation times increase in equal steps. */
    private static void assertEven(Path track, JsonNode packets) {
        List<Long> presented = new ArrayList<>();
        long decoded = -1;
        for (JsonNode packet : packets) {
            presented.add(packet.path("pts").asLong());
            assertThat(packet.path("dts").asLong()).as(track.toString()).isGreaterThan(decoded);
            decoded = packet.path("dts").asLong();
        }
        presented.sort(null);
        assertThat(presented.get(0)).as(track.toString()).isZero();
        for (int at = 2; at < presented.size(); at++) {
            assertThat(presented.get(at) - presented.get(at - 1)).isEqualTo(presented.get(1));
        }
    }

    /** Players guess missing color tags from the size, and a ladder has many sizes. */
    @ParameterizedTest
    @CsvSource({"1280x720", "320x180"})
    void everyRungStatesItsColorsIfTheSourceHasNoTags(String size) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i testsrc2=s=" + size + ":r=25:d=1 -c:v mpeg4 -f avi");
        for (Path track : tracks(packaged(source, "h264"))) {
            JsonNode picture = TestMedia.look(track).at("/streams/0");
            for (String name : List.of("color_primaries", "color_transfer", "color_space", "color_range")) {
                assertThat(picture.path(name).asText())
                        .as(track.getFileName() + " " + name)
                        .isNotEmpty()
                        .isNotEqualTo("unknown");
            }
        }
    }

    @Test
    void flashAndBeepAreInSync() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i color=black:s=320x180:r=25:d=8,geq=lum='if(between(T,2,2.19),235,16)':cb=128:cr=128"
                        + " -f lavfi -i aevalsrc=if(between(t\\,2\\,2.2)\\,sin(2*PI*1000*t)/2\\,0):s=48000:d=8"
                        + " -c:v libx264 -c:a aac -f mp4");
        Path master = packaged(source, "h264").resolve("master.m3u8");
        double flash = found(master, "-vf blackdetect=d=0.1,metadata=print:file=", "black_end");
        double beep = found(master, "-af silencedetect=n=-30dB:d=0.1,ametadata=print:file=", "silence_end");

        assertThat(flash).isEqualTo(2.0);
        assertThat(beep).isCloseTo(flash, within(0.025));
    }

    private double found(Path master, String filter, String name) throws IOException {
        Path log = folder.resolve(name);
        TestMedia.make(
                folder.resolve(name + ".null"),
                "-allowed_extensions ALL -i file:" + master + " " + filter + log + " -f framemd5");
        Matcher value = Pattern.compile(name + "=([0-9.]+)").matcher(Files.readString(log));
        assertThat(value.find()).as(name).isTrue();
        return Double.parseDouble(value.group(1));
    }

    @Test
    void mpvBeginsAtZero() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/mpv"))) {
            Skip.test("mpv is not installed");
        }
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=320x180:r=25:d=5 -f lavfi -i sine=d=5 -c:v libx264 -c:a aac -f mp4");
        Path out = folder.resolve("mpv.txt");
        Process mpv = new ProcessBuilder(
                        "/usr/bin/mpv",
                        "--no-config",
                        "--vo=null",
                        "--ao=null",
                        "--frames=5",
                        "--term-status-msg=T=${=time-pos} ",
                        packaged(source, "h264").resolve("master.m3u8").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(mpv.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Matcher time = FIRST_TIME.matcher(Files.readString(out));

        assertThat(time.find()).as(Files.readString(out)).isTrue();
        assertThat(Double.parseDouble(time.group(1))).isZero();
    }

    private Path packaged(Path source, String codec) {
        VideoSettings rung = new VideoSettings(
                VideoCodec.of(codec).orElseThrow(),
                codec.equals("hevc") ? "ultrafast" : "veryfast",
                28,
                180,
                400,
                60,
                2);
        StreamingProfile profile = new StreamingProfile(
                "times",
                "",
                Duration.ofDays(1),
                List.of(rung),
                new AudioSettings(AudioCodec.AAC, 96, 2, 48_000),
                6,
                Edits.NONE);
        RenditionResult result = service.render(source, List.of(profile)).get(0);
        assertThat(result.location()).as(result.reason()).isPresent();
        return Path.of(URI.create(result.location().get().uri().toString()).resolve("."));
    }

    private static List<Path> tracks(Path packaged) throws IOException {
        try (Stream<Path> files = Files.list(packaged)) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toList();
        }
    }
}

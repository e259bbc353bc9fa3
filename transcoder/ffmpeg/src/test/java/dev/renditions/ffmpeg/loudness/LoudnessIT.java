package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.RecordedEndings;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.Rendering;
import dev.renditions.ffmpeg.process.ChildProcesses;
import dev.renditions.ffmpeg.process.Meter;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Making;
import dev.renditions.testing.RealMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio profiles reach their loudness with every source, measured on their outputs. */
@Timeout(180)
class LoudnessIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final List<String> PROFILES = List.of("audio-mp3", "audio-aac", "audio-opus");

    private static final String LOUD = "clip(1.6*(0.5*sin(2*PI*110*t)+0.4*sin(2*PI*277*t)*(0.5+0.5*sin(2*PI*2*t))"
            + "+0.3*sin(2*PI*1870*t)+0.2*random(0)-0.1),-1,1)";

    @TempDir
    private Path folder;

    static List<Arguments> kinds() {
        return List.of(
                Arguments.of(
                        "quiet speech, mono",
                        "-f lavfi -i anoisesrc=color=pink:sample_rate=44100:duration=8:seed=1"
                                + " -af volume=-22dB,tremolo=f=4:d=0.9 -c:a pcm_s16le -f wav"),
                Arguments.of(
                        "loud and clipped",
                        "-f lavfi -i aevalsrc=exprs='" + LOUD + "|0.7*" + LOUD + "':s=44100:d=8 -c:a pcm_s16le -f wav"),
                Arguments.of(
                        "sine with peaks",
                        "-f lavfi -i aevalsrc=exprs='0.03*sin(2*PI*440*t)"
                                + "+if(lt(mod(t,2),0.004),0.9*sin(2*PI*1000*t),0)':s=48000:d=8 -f wav"),
                Arguments.of(
                        "drums",
                        "-f lavfi -i aevalsrc=exprs='0.95*exp(-30*mod(t,0.5))*(0.5*sin(2*PI*90*t)+random(0)-0.5)"
                                + "|0.95*exp(-25*mod(t+0.25,0.5))*(0.5*sin(2*PI*120*t)+random(1)-0.5)'"
                                + ":s=44100:d=8 -f wav"),
                Arguments.of(
                        "5.1",
                        "-f lavfi -i anoisesrc=color=pink:duration=6:seed=3 -af"
                                + " pan=5.1|FL=0.3*c0|FR=0.3*c0|FC=c0|LFE=2*c0|BL=0.2*c0|BR=0.2*c0 -c:a ac3 -f ac3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyCodecReachesTheLoudnessAndStaysBelowThePeak(String name, String arguments) {
        Path source = TestMedia.make(folder.resolve("source"), arguments);
        made(source).forEach((profile, file) -> {
            LoudnessMeasurement measured = printed(name, profile, file);
            assertThat(measured.integratedLufs()).as(profile).isCloseTo(-16, within(0.5));
            assertThat(measured.truePeakDb()).as(profile).isLessThanOrEqualTo(-1.5);
        });
    }

    @Test
    void titleThatLooksLikeAnErrorIsIgnored() throws IOException {
        Path tags =
                Files.writeString(folder.resolve("tags"), ";FFMETADATA1\ntitle=song [error] File ended prematurely\n");
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i sine=d=2 -f ffmetadata -i " + tags + " -map_metadata 1 -c:a libmp3lame -f mp3");
        assertThat(TestMedia.look(source)
                        .path("format")
                        .path("tags")
                        .path("title")
                        .asText())
                .contains("[error] File ended prematurely");
        assertThat(made(source)).hasSize(PROFILES.size());
    }

    @Test
    void silenceStaysSilent() {
        Path source = TestMedia.make(folder.resolve("source"), "-f lavfi -i anullsrc=r=48000:cl=stereo -t 2 -f wav");
        made(source)
                .forEach((profile, file) ->
                        assertThat(printed("silence", profile, file).truePeakDb()).isLessThan(-80));
    }

    @Test
    void hissIsAmplifiedByThirtyDecibelsAtMost() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i anoisesrc=color=white:duration=3:seed=5:amplitude=0.0008 -c:a pcm_s24le -f wav");
        double before = Meter.loudness(source).integratedLufs();
        made(source)
                .forEach((profile, file) -> assertThat(
                                printed("hiss", profile, file).integratedLufs())
                        .isLessThanOrEqualTo(before + 30.5)
                        .isLessThan(-20));
    }

    @ParameterizedTest(name = "{0} s at {1} of full scale")
    @CsvSource({"0.2, 0.1, -20", "0.2, 1, -1.5", "0.05, 0.1, -20"})
    void audioTooShortToMeasureChangesOnlyInItsPeaks(double seconds, double amplitude, double peak) {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i aevalsrc=exprs=" + amplitude + "*sin(2*PI*1000*t):s=48000:d=" + seconds + " -f wav");
        made(source)
                .forEach((profile, file) -> assertThat(
                                printed(seconds + " s", profile, file).truePeakDb())
                        .isBetween(peak - 3, Math.min(-1.5, peak + 1.5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flower.mp4",
                "flower.webm",
                "friday.mp4",
                "stream-of-water.webm",
                "t-rex-roar.mp3",
                "sample_with_srt.mkv",
                "sample_rotate_and_reflect.mp4",
                "bear_with_picture.flac",
                "hlg10-color-test.mp4"
            })
    void realMediaReachTheLoudnessUnlessSilent(String name) {
        Path source = RealMedia.fileOrSkip(name);
        LoudnessMeasurement before = printed(name, "source", source);
        made(source).forEach((profile, file) -> {
            LoudnessMeasurement measured = printed(name, profile, file);
            assertThat(measured.truePeakDb()).as(profile).isLessThanOrEqualTo(-1.5);
            assertThat(measured.audible()).isEqualTo(before.audible());
            if (before.audible()) {
                double reached = Math.min(-16, before.integratedLufs() + LoudnessPlan.MOST_GAIN);
                assertThat(measured.integratedLufs()).as(profile).isCloseTo(reached, within(0.5));
            }
        });
    }

    @Test
    void audioIsMadeTogetherWithVideoAndReportsProgress() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 3"
                        + " -c:v libx264 -c:a aac -f mp4");
        List<Double> reported = Collections.synchronizedList(new ArrayList<>());
        Map<String, Path> made =
                made(source, List.of("mp4-480p", "audio-aac", "audio-mp3"), step -> reported.add(step.fraction()));
        assertThat(made.keySet()).containsExactlyInAnyOrder("mp4-480p", "audio-aac", "audio-mp3");
        assertThat(Meter.loudness(made.get("audio-aac")).integratedLufs()).isCloseTo(-16, within(0.5));
        assertThat(Meter.loudness(made.get("mp4-480p")).integratedLufs())
                .isCloseTo(Meter.loudness(source).integratedLufs(), within(0.2));
        assertThat(reported).isSorted().endsWith(1.0).anyMatch(fraction -> fraction > 0 && fraction <= 0.3);
    }

    @Test
    void audioThatBeginsLateStartsWithSilence() {
        Path tone = TestMedia.make(folder.resolve("tone.wav"), "-f lavfi -i sine=frequency=440 -t 1");
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -itsoffset 1 -i file:" + tone
                        + " -map 0 -map 1 -t 2 -c:v libx264 -c:a aac -f mp4");
        made(source)
                .forEach((profile, file) -> assertThat(TestMedia.look(file)
                                .path("format")
                                .path("duration")
                                .asDouble())
                        .as(profile)
                        .isCloseTo(2, within(0.06)));
    }

    @Test
    void containersAreAsPlayersExpectThem() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i sine=frequency=440:sample_rate=44100 -t 3 -metadata title=secret -c:a flac -f flac");
        Map<String, Path> made = made(source);
        for (Map.Entry<String, Path> one : made.entrySet()) {
            JsonNode look = TestMedia.look(one.getValue());
            JsonNode stream = look.path("streams").path(0);
            assertThat(look.path("streams")).hasSize(1);
            assertThat(stream.path("codec_name").asText())
                    .isEqualTo(one.getKey().substring(6));
            assertThat(stream.path("sample_rate").asInt()).isEqualTo(48_000);
            assertThat(look.path("format").path("duration").asDouble()).isCloseTo(3, within(0.06));
            assertThat(look.toString()).doesNotContain("secret");
        }
        String m4a = new String(Files.readAllBytes(made.get("audio-aac")), StandardCharsets.ISO_8859_1);
        assertThat(m4a.substring(4, 12)).isEqualTo("ftypM4A ");
        assertThat(m4a.indexOf("moov")).isPositive().isLessThan(m4a.indexOf("mdat"));
        assertThat(new String(Files.readAllBytes(made.get("audio-opus")), StandardCharsets.ISO_8859_1))
                .startsWith("OggS");
    }

    @Test
    void cutSourceIsDamagedForAllSoundButNotForItsPoster() throws IOException {
        Path whole = TestMedia.make(
                folder.resolve("whole"),
                "-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 5"
                        + " -c:v libx264 -c:a aac -movflags +faststart -f mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        // A probe of the truncated file would refuse it.
        MediaInfo media = TRANSCODER.probe(whole);
        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(
                Input.strict(source, media),
                orders(media, List.of("audio-mp3", "audio-opus", "waveform", "poster"), Progress.NONE),
                LIMIT,
                endings);
        assertThat(endings.words)
                .containsExactlyInAnyOrder(
                        "audio-mp3 DAMAGED", "audio-opus DAMAGED", "waveform DAMAGED", "poster made");
    }

    @Test
    void timeLimitIncludesMeasuring() {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i anoisesrc=duration=900:sample_rate=48000 -c:a flac -f flac");
        MediaInfo media = TRANSCODER.probe(source);
        RecordedEndings endings = new RecordedEndings();
        TRANSCODER.make(Rendering.input(source), orders(media, PROFILES, Progress.NONE), Duration.ofMillis(300), endings);
        assertThat(endings.made).isEmpty();
        assertThat(endings.failed).hasSameSizeAs(PROFILES).allMatch(e -> e.kind() == Kind.TIME);
        assertThat(ChildProcesses.all().count()).isZero();
    }

    private Map<String, Path> made(Path source) {
        return made(source, PROFILES, Progress.NONE);
    }

    /** Made together, and verified. */
    private Map<String, Path> made(Path source, List<String> profiles, Progress progressOfAac) {
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

    private List<Order> orders(MediaInfo media, List<String> profiles, Progress progressOfAac) {
        try {
            List<Order> orders = new ArrayList<>();
            for (String profile : profiles) {
                Plan.Make plan =
                        (Plan.Make) Planner.plan(media, CATALOG.find(profile).orElseThrow());
                Path own = Files.createTempDirectory(folder, "order");
                orders.add(Making.order(plan, own, profile.equals("audio-aac") ? progressOfAac : LoudnessIT::ignore));
            }
            return orders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ignore(EncodeProgress step) {
        assertThat(step.fraction()).isBetween(0.0, 1.0);
    }

    private static LoudnessMeasurement printed(String name, String profile, Path file) {
        LoudnessMeasurement measured = Meter.loudness(file);
        System.out.printf(
                "loudness | %-28s | %-10s | %6.1f LUFS | %6.1f dBTP%n",
                name, profile, measured.integratedLufs(), measured.truePeakDb());
        return measured;
    }
}

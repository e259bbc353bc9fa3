package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages of many kinds of sources play to their end in hls.js, Shaka Player and dash.js, and every frame is shown at its time.
 * Frames show their numbers as bars.
 */
@Timeout(300)
final class StreamingPlaybackIT {
    private static final int RATE = 25;
    private static final AudioSettings SOUND = new AudioSettings(AudioCodec.AAC, 96, 2, 48_000);
    private static final StreamingProfile PROFILE = ladder("streams", List.of(rung(360, 800), rung(180, 300)));

    /** Twelve bars, the first for the lowest bit. The second {@code %s} is the number. */
    private static final String BARS =
            "nullsrc=s=640x360:r=25:d=%s,geq=lum='if(mod(floor((%s)/pow(2,floor(X*12/W))),2),235,16)':cb=128:cr=128";

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static RealService service;
    private static Browser browser;
    private static FileServer files;

    private static final Map<Scene, URI> PACKAGES = new EnumMap<>(Scene.class);

    private static VideoSettings rung(int shortSide, int kilobits) {
        return new VideoSettings(VideoCodec.H264, "veryfast", 20, shortSide, kilobits, 60, 2);
    }

    private static StreamingProfile ladder(String name, List<VideoSettings> rungs) {
        return new StreamingProfile(name, "", Duration.ofDays(1), rungs, SOUND, 6, Edits.NONE);
    }

    private static VideoProfile video(VideoSettings rung) {
        return new VideoProfile("video-" + rung.shortSide(), "", Duration.ofDays(1), rung, SOUND, Edits.NONE);
    }

    /** A kind of source. */
    private enum Scene {
        /** With a short rest of audio in its last fragment: 8, 23 or 89 ms. */
        REST_OF_8_MS(6, bars("6", "N") + tone("6.024") + " -c:a pcm_s16le"),
        REST_OF_23_MS(6, bars("6", "N") + tone("6.039") + " -c:a pcm_s16le"),
        REST_OF_89_MS(6, bars("6", "N") + tone("6.105") + " -c:a pcm_s16le"),
        /** Its tracks are copied from two MP4s. The audio ends late, but no frame is repeated. */
        FROM_VIDEOS(6, bars("6", "N") + tone("6.045") + " -c:a pcm_s16le"),
        /** Audio and lower rung are those of another package. The audio ends early, but no silence is added. */
        GROWN_BY_A_RUNG(6, bars("6", "N") + tone("5.955") + " -c:a pcm_s16le"),
        WITHOUT_SOUND(7, bars("7", "N")),
        SHORTER_THAN_A_SEGMENT(1, bars("1", "N") + tone("1") + " -c:a aac"),
        ONE_PICTURE_STANDS_FIRST(7, bars("7", "max(0,N-75)") + tone("7") + " -c:a aac"),
        PICTURES_BEGIN_LATE(6, " -itsoffset 1" + bars("5", "N") + tone("6") + " -c:a pcm_s16le"),
        UNEVEN_PICTURES(
                9,
                bars("5", "if(lt(N,25),N,25+(N-25)*4)")
                        + " -vf setpts=if(lt(N\\,25)\\,N\\,25+(N-25)*4/2)/25/TB -fps_mode vfr"),
        WITH_SUBTITLES(7, bars("7", "N") + tone("7") + " -i %s -map 0 -map 1 -map 2 -c:s srt -c:a aac");

        private final double seconds;
        private final String arguments;

        Scene(double seconds, String arguments) {
            this.seconds = seconds;
            this.arguments = arguments;
        }

        private static String bars(String seconds, String number) {
            return " -f lavfi -i " + String.format(BARS, seconds, number);
        }

        private static String tone(String seconds) {
            return " -f lavfi -i sine=r=48000:d=" + seconds;
        }

        /** The number of the frame that is shown at a time of the source, in seconds; the last frame stays. */
        private int number(double time) {
            double picture = Math.max(0, Math.min(Math.floor(time * RATE + 1e-6), Math.floor(seconds * RATE) - 1));
            DoubleUnaryOperator number = switch (this) {
                case ONE_PICTURE_STANDS_FIRST -> n -> Math.max(0, n - 75);
                case PICTURES_BEGIN_LATE -> n -> Math.max(0, n - RATE);
                case UNEVEN_PICTURES -> n -> n < 25 ? n : 25 + 4 * Math.floor((n - 25) / 2);
                default -> n -> n;
            };
            return (int) number.applyAsDouble(picture);
        }

        /** What is made of the source before. */
        private List<Profile> earlier() {
            return switch (this) {
                case FROM_VIDEOS -> List.of(video(rung(360, 800)), video(rung(180, 300)));
                case GROWN_BY_A_RUNG -> List.of(ladder("lower", List.of(rung(180, 300))));
                default -> List.of();
            };
        }

        /** An encoder whose video no profile copies, or the usual one. */
        private String encoder() {
            return earlier().isEmpty() ? "libx264 -preset ultrafast -crf 10" : "mpeg4 -q:v 1";
        }

        /** How far from its time a frame may be shown, in seconds: up to the next frame if frames are uneven. */
        private double slack() {
            return this == UNEVEN_PICTURES ? 0.09 : 0;
        }

        /**
         * Times to seek to, none within the first five frames: there, frames are decoded for shorter than they are presented,
         * and Chromium shows the next one.
         */
        private List<Double> seeks() {
            return seconds < 2 ? List.of(0.5, 0.3) : List.of(3.02, 4.06, seconds - 0.62, 0.5);
        }
    }

    @BeforeAll
    static void start() {
        browser = Browser.startOrSkip(own);
        service = RealService.in(folder, Duration.ofMinutes(2), 2);
        files = FileServer.of(service.storeFolder());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            files.close();
            service.close();
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(Scene.values())
                .flatMap(scene -> Stream.of(StreamPlayer.values()).map(player -> Arguments.of(scene, player)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("all")
    void everyFrameIsShownAtItsTimeUntilTheEnd(Scene scene, StreamPlayer player) {
        List<Integer> heights = scene == Scene.WITHOUT_SOUND ? List.of(180, 360) : List.of();
        double cueAt = scene == Scene.WITH_SUBTITLES ? 2.5 : -1;
        StreamPlayback seen = browser.streams(player, packaged(scene), new StreamPlan(scene.seeks(), heights, cueAt));

        assertThat(seen.buffered()).isZero();
        assertThat(seen.first()).isEqualTo(new StreamPlayback.Shown(0, scene.number(0)));
        assertThat(seen.end()).isCloseTo(seen.duration(), within(0.05));
        assertThat(seen.duration()).isCloseTo(scene.seconds, within(0.2));
        assertThat(seen.heights()).containsExactlyInAnyOrder(360, 180);
        for (int at = 0; at < scene.seeks().size(); at++) {
            double time = scene.seeks().get(at);
            assertThat(seen.seeks().get(at))
                    .as("at " + time)
                    .isBetween(scene.number(time - scene.slack()), scene.number(time + scene.slack()));
        }
        assertInTime(scene, seen);
        for (StreamPlayback.Switched switched : seen.switched()) {
            assertThat(switched.number()).isEqualTo(scene.number(scene.seeks().get(0)));
        }
        assertThat(seen.switched()).extracting(StreamPlayback.Switched::height).isEqualTo(heights);
        boolean dash = player.begin().endsWith(".mpd");
        assertThat(seen.thumbnail()).isEqualTo(dash ? 160 : 0);
        if (player == StreamPlayer.SHAKA_DASH) {
            assertThat(seen.fast()).isPositive();
        }
        if (scene == Scene.WITH_SUBTITLES) {
            assertThat(seen.texts()).hasSize(1);
            assertThat(seen.cues()).containsExactly("What is said");
        }
    }

    /** Its video is that of the package. */
    @Test
    void videoAfterItsPackagePlaysToTheEnd() {
        packaged(Scene.GROWN_BY_A_RUNG);
        RenditionResult made = service.render(
                        folder.resolve(Scene.GROWN_BY_A_RUNG + ".mkv"), List.of(video(rung(360, 800))))
                .get(0);

        MediaPlayback played = browser.playsVideo(file(made));

        assertThat(made.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(played.frames()).isPositive();
        assertThat(played.duration()).isCloseTo(Duration.ofSeconds(6), Duration.ofMillis(50));
        assertThat(played.end()).isCloseTo(played.duration(), Duration.ofMillis(50));
    }

    /** A late frame has a smaller number than expected at its time. The page itself may be some frames late. */
    private static void assertInTime(Scene scene, StreamPlayback seen) {
        assertThat(seen.shown()).isNotEmpty();
        for (StreamPlayback.Shown shown : seen.shown()) {
            assertThat(shown.number())
                    .as(shown.toString())
                    .isBetween(scene.number(shown.time() - scene.slack()), scene.number(shown.time() + 1));
        }
    }

    /** The folder of a scene's package, which is made once. */
    private static URI packaged(Scene scene) {
        return PACKAGES.computeIfAbsent(scene, kind -> {
            Path source = source(kind);
            for (Profile earlier : kind.earlier()) {
                assertThat(service.render(source, List.of(earlier)))
                        .extracting(RenditionResult::outcome)
                        .containsExactly(Outcome.ENCODED);
            }
            RenditionResult result = service.render(source, List.of(PROFILE)).get(0);
            assertThat(result.outcome())
                    .as(result.reason())
                    .isEqualTo(kind == Scene.FROM_VIDEOS ? Outcome.ASSEMBLED : Outcome.ENCODED);
            return file(result).resolve(".");
        });
    }

    private static URI file(RenditionResult result) {
        assertThat(result.location()).as(result.reason()).isPresent();
        return files.uri(Path.of(result.location().get().uri()));
    }

    private static Path source(Scene scene) {
        try {
            Path texts =
                    Files.writeString(folder.resolve("texts.srt"), "1\n00:00:02,000 --> 00:00:03,000\nWhat is said\n");
            return TestMedia.make(
                    folder.resolve(scene + ".mkv"),
                    scene.arguments.replace("%s", texts.toString()).strip() + " -c:v " + scene.encoder()
                            + " -pix_fmt yuv420p -f matroska");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

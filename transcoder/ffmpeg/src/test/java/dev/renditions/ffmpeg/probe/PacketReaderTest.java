package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.AudioPackets;
import dev.renditions.media.Bursts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoPackets;
import dev.renditions.testing.Media;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
    private static final MediaInfo MEDIA = Media.of(Media.video(1280, 720), Media.audio(1, 2));

    @Test
    void burstsAndGopsAreMeasuredInOnePass() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int second = 0; second < 10; second++) {
            // 1000 bytes a second, but 5000 in the fourth and the fifth.
            int bytes = second == 3 || second == 4 ? 5000 : 1000;
            lines.append(video(second, 1, bytes, second % 4 == 0 ? "K__" : "___"));
        }
        VideoPackets measured = stats(lines, 8, 16, 100).video().orElseThrow();
        assertThat(measured)
                .isEqualTo(new VideoPackets(
                        1,
                        Duration.ofSeconds(1),
                        // At 8 kbit/s, only as much leaks in each later second as comes in.
                        new Bursts(Map.of(8, 72_000L, 16, 64_000L, 100, 40_000L)),
                        measured.grids(),
                        Duration.ofSeconds(4),
                        4,
                        true,
                        true,
                        measured.regular()));
    }

    @Test
    void frameRateIsTheAverageWithoutTheLengthOfTheLastFrame() throws IOException {
        String lines = video(0, 0.5, 1, "K__") + video(1.5, 2, 1, "___") + video(0.5, 2, 1, "___");
        assertThat(video(lines).frameRate()).isEqualTo(2 / 1.5);
        assertThat(video(lines).shortestFrame()).isEqualTo(Duration.ofMillis(500));
        assertThat(video(video(0, 0.04, 1, "K__")).frameRate()).isEqualTo(25);
    }

    /** The file states 25 frames a second. */
    @Test
    void framesAreRegularIfEachIsAtTheNextTick() throws IOException {
        String first = video(0, 0.04, 1, "K__") + video(0.12, 0.04, 1, "___") + video(0.04, 0.04, 1, "___");
        assertThat(video(first + video(0.08, 0.04, 1, "___")).regular()).isTrue();
        assertThat(video(first + video(0.081, 0.04, 1, "___")).regular())
                .as("rounded to a millisecond")
                .isTrue();
        assertThat(video(first + video(0.083, 0.04, 1, "___")).regular()).isFalse();
        assertThat(video(first).regular()).as("a gap").isFalse();
        assertThat(video(first + video(0.08, 0.04, 1, "__D")).regular())
                .as("a hidden frame")
                .isFalse();
        assertThat(video(first + video(0.08, 0.04, 1, "___") + video(0.08, 0.04, 1, "___"))
                        .regular())
                .as("two frames at once")
                .isFalse();
    }

    @Test
    void lastGopLastsUntilTheEnd() throws IOException {
        String lines = video(0, 1, 1, "K__") + video(1, 1, 1, "K__") + video(2, 3, 1, "___");
        assertThat(video(lines).longestGop()).isEqualTo(Duration.ofSeconds(4));
        assertThat(video(lines).mostGopFrames()).isEqualTo(2);
    }

    @Test
    void videoWithoutAFirstKeyFrameOrWithHiddenPacketsIsNotWhole() throws IOException {
        String later = video(1, 1, 1, "___");
        assertThat(video(video(0, 1, 1, "K__") + later).whole()).isTrue();
        assertThat(video(video(0, 1, 1, "___") + later).whole()).isFalse();
        assertThat(video(video(-1, 1, 1, "K_D") + later).whole()).isFalse();
        assertThat(video(video(0, 1, 1, "K__") + video(-0.5, 1, 1, "___") + later)
                        .whole())
                .isFalse();
        assertThat(video(video(0, 1, 1, "K__") + "0,N/A,1.0,1,___\n" + later).whole())
                .isFalse();
    }

    @Test
    void frameShownBeforeThePrecedingKeyFrameMakesAnOpenGop() throws IOException {
        String first = video(0, 1, 1, "K__") + video(2, 1, 1, "___") + video(1, 1, 1, "___");
        String closed = video(3, 1, 1, "K__") + video(5, 1, 1, "___") + video(4, 1, 1, "___");
        String open = video(4, 1, 1, "K__") + video(3, 1, 1, "___") + video(5, 1, 1, "___");
        assertThat(video(first + closed).closed()).isTrue();
        assertThat(video(first + open).closed()).isFalse();
    }

    /** As x264 counts: the P frame, though decoded first, is what is shown for two seconds. */
    @Test
    void bitsArriveWhileTheirFrameIsShown() throws IOException {
        String lines =
                video(0, 1, 100, "K__") + video(2, 1, 200, "___") + video(1, 1, 50, "___") + video(4, 1, 10, "___");
        assertThat(stats(lines, 1).video().orElseThrow().bursts().bits()).containsEntry(1, 1600L);
        String late = video(0, 1, 100, "K__") + video(1, 1, 200, "___") + video(1.5, 1, 250, "___");
        assertThat(stats(late, 1).video().orElseThrow().bursts().bits()).containsEntry(1, 3100L);
    }

    @Test
    void audioIsSteadyIfEachPacketBeginsWhereTheOneBeforeEnds() throws IOException {
        String priming = audio(-1024, 1024, "KD_");
        String rest = audio(0, 1024, "K__") + audio(1024, 1024, "K__");
        assertThat(audio(priming + rest + audio(2048, 500, "K__")))
                .isEqualTo(new AudioPackets(4 * 8 * 300, Duration.ofNanos(74_416_666), true));
        assertThat(audio(rest).steady()).as("nothing is in front").isTrue();
        assertThat(audio(priming + rest + audio(3072, 1024, "K__")).steady())
                .as("a gap")
                .isFalse();
        assertThat(audio(priming + rest + audio(1500, 1024, "K__")).steady())
                .as("an overlap")
                .isFalse();
        assertThat(audio(audio(0, 3840, "K__") + audio(3840, 1024, "K__")).steady())
                .as("a stretched packet")
                .isFalse();
        assertThat(audio(priming + rest + audio(2048, 1024, "KD_")).steady())
                .as("an end that an edit list hides")
                .isFalse();
        assertThat(audio(audio(-5120, 1024, "KD_")
                                + audio(-4096, 1024, "KD_")
                                + audio(-3072, 1024, "KD_")
                                + audio(-2048, 1024, "KD_")
                                + priming
                                + rest)
                        .steady())
                .as("a beginning that an edit list hides")
                .isFalse();
        assertThat(audio(rest + "1,N/A,0.02,1,K__\n").steady()).as("no time").isFalse();
    }

    @Test
    void otherStreamsAndExtraFieldsAreIgnored() throws IOException {
        assertThat(stats("5,0.0,1.0,100,K__\n0,0.0,1.0,100,K__,side,data\nno,packet\n", 1)
                        .video()
                        .orElseThrow()
                        .mostGopFrames())
                .isEqualTo(1);
    }

    @Test
    void emptyOutputHasNoStats() throws IOException {
        assertThat(stats("")).isEqualTo(PacketStats.NONE);
        assertThat(stats("0,0.0,0.0,100,K__\n1,0.0,0.0,1,K__\n")).isEqualTo(PacketStats.NONE);
    }

    private static String video(double shown, double length, int bytes, String flags) {
        return "0," + shown + "," + length + "," + bytes + "," + flags + "\n";
    }

    /** At 48 kHz, in samples. */
    private static String audio(int at, int samples, String flags) {
        return "1," + at / 48_000.0 + "," + samples / 48_000.0 + ",300," + flags + "\n";
    }

    private static VideoPackets video(String lines) throws IOException {
        return stats(lines).video().orElseThrow();
    }

    private static AudioPackets audio(String lines) throws IOException {
        return stats(lines).audio().orElseThrow();
    }

    private static PacketStats stats(CharSequence lines, Integer... rates) throws IOException {
        PacketReader reader = new PacketReader(MEDIA, Set.of(rates));
        reader.read(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.US_ASCII)));
        return reader.stats();
    }
}

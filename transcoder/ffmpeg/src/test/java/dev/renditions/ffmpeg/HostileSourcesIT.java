package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.Size;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.PngHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads made to read files of other jobs, to call an internal address or to exhaust the machine. */
@Timeout(120)
class HostileSourcesIT {
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private CanaryServer server;
    private Path canary;

    @BeforeEach
    void start() throws IOException {
        server = new CanaryServer();
        canary = TestMedia.make(folder.resolve("canary.mp4"), "-f lavfi -i testsrc2=size=64x48 -t 0.2 -c:v libx264");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffconcat version 1.0\nfile canary.mp4\n",
                "ffconcat version 1.0\nfile FILE\n",
                "ffconcat version 1.0\nfile HTTP\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://FILE\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nHTTP\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nconcat:HTTP|file://FILE\n#EXT-X-ENDLIST\n",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                        + "<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\">"
                        + "<BaseURL>HTTP</BaseURL></Representation></AdaptationSet></Period></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"HTTP\"/></svg>",
                "[playlist]\nFile1=HTTP\n",
            })
    void textThatNamesFilesOrUrlsIsRefused(String text) throws IOException {
        Path source = Files.writeString(
                folder.resolve("source"),
                text.replace("FILE", canary.toString()).replace("HTTP", server.url()));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.UNSUPPORTED || e.kind() == Kind.DAMAGED);
        assertEncodeFails(source);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void imageOfTooManyPixelsIsRefusedAtOnce() throws IOException {
        Path source = Files.write(folder.resolve("source"), PngHeader.claiming(30_000, 30_000));
        long before = System.nanoTime();

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.LIMIT)
                .withMessageContaining("30000x30000 is larger than");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertEncodeFails(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aac -f mp4", "pcm_s16le -f matroska", "mp2 -f mpegts"})
    void fileOfTooManyStreamsIsRefused(String kind) {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i sine -t 0.1" + " -map 0:0".repeat(70) + " -c:a " + kind);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.LIMIT)
                .withMessageContaining("more than 64 streams");
    }

    @Test
    void codecOutsideTheWhitelistIsNotDecoded() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=64x48 -t 0.2 -pix_fmt yuv444p -c:v magicyuv -f avi");
        VideoPlan plan = Plans.video(0, Optional.empty(), new Size(64, 48));
        Path output = folder.resolve("video.mp4");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.UNSUPPORTED)
                .withMessageContaining("the codec 'magicyuv' is not supported");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE))
                .matches(e -> e.kind() == Kind.UNSUPPORTED)
                .withMessageContaining("the codec 'magicyuv' is not supported");
        assertThat(output).doesNotExist();
    }

    @Test
    void emptyFileIsDamaged() throws IOException {
        Path source = Files.createFile(folder.resolve("source"));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.DAMAGED)
                .withMessage("the file is empty");
    }

    @Test
    void mp4WithoutItsIndexIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(canary);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> TRANSCODER.probe(source))
                .matches(e -> e.kind() == Kind.DAMAGED)
                .withMessageContaining("moov atom not found");
    }

    @Test
    void noiseIsRefused() throws IOException {
        long seed = System.nanoTime();
        byte[] noise = new byte[10_000];
        new Random(seed).nextBytes(noise);
        Path source = Files.write(folder.resolve("source"), noise);

        assertThatExceptionOfType(MediaException.class).as("seed %s", seed).isThrownBy(() -> TRANSCODER.probe(source));
    }

    private void assertEncodeFails(Path source) {
        Path output = folder.resolve("poster.jpg");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> DirectEncode.make(
                        TRANSCODER,
                        source,
                        Plans.poster(0, new Size(64, 48), Duration.ZERO, 1),
                        output,
                        LIMIT,
                        Transcoder.Progress.NONE));
        assertThat(output).doesNotExist();
    }
}

package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.kind.settings.Watermark.Place;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.testing.Making;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips, watermarks and tags. */
@Timeout(120)
class EditsIT {
    /** Gets brighter by 20 a second, and is silent until the fourth second. */
    private static final String CLOCK = "-f lavfi -i color=black:size=320x180:rate=25,format=yuv420p,"
            + "geq=lum=16+T*20:cb=128:cr=128 -f lavfi -i aevalsrc=gte(t\\,4)*sin(2764*t):s=48000 ";

    private static final String GRAY = "-f lavfi -i color=gray:size=320x180:rate=25 -t 0.4 -c:v libx264 -f mp4";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "-c:v libx264 -g 250 -c:a aac -f mp4",
        "-c:v libx264 -g 250 -c:a aac -output_ts_offset 7 -f mp4",
        "-c:v libx264 -g 250 -c:a aac -movflags frag_keyframe+empty_moov -f mp4",
        "-c:v libx264 -g 250 -c:a aac -f matroska",
        "-c:v libx265 -x265-params log-level=error:keyint=50 -c:a aac -f mov",
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus -f webm",
        "-c:v mpeg2video -q:v 3 -c:a mp2 -f mpeg",
        "-c:v libx264 -g 60 -c:a aac -output_ts_offset 7 -f mpegts",
        "-c:v libx264 -g 60 -c:a aac -f flv",
        "-c:v mpeg4 -c:a libmp3lame -f avi",
    })
    void clipBeginsWhereItIsAskedToWithItsSound(String how) throws IOException {
        Path source = source(CLOCK + "-t 8 -ac 2 " + how);

        Path output = render(source, clip(3, 2));

        JsonNode look = TestMedia.look(output);
        assertThat(look.path("format").path("start_time").asDouble()).isZero();
        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(2, within(0.06));
        assertThat(brightness(output)).isCloseTo(16 + 3 * 20, within(2));
        assertThat(firstSound(output)).isCloseTo(1, within(0.03));
    }

    @Test
    void clipAfterTheSoundHasEndedIsSilent() {
        Path source = source(CLOCK + "-map 0 -map 1 -t 6 -c:v libx264 -af atrim=0:2 -c:a aac -f mp4");

        assertThat(TestMedia.look(render(source, clip(3, 2))).path("streams")).hasSize(1);
    }

    @Test
    void clipPastTheEndIsShorter() {
        Path source = source(CLOCK + "-t 5 -c:v libx264 -c:a aac -f mp4");

        JsonNode look = TestMedia.look(render(source, clip(4, 60)));

        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(1, within(0.06));
        assertThat(Rendering.plan(source, Rendering.edited(clip(5, 1)))).isInstanceOf(Plan.NotApplicable.class);
    }

    @Test
    void clipsAndWholesOfOneSourceAreMadeTogether() throws IOException {
        Path source = source(CLOCK + "-t 5 -c:v libx264 -c:a aac -f mp4");
        RecordedEndings made = make(source, List.of(clip(1, 1), clip(1, 1), Edits.NONE));

        assertThat(made.failed).isEmpty();
        assertThat(made.made).hasSize(3);
        assertThat(lengths(made))
                .satisfiesExactlyInAnyOrder(
                        EditsIT::one, EditsIT::one, l -> assertThat(l).isCloseTo(5, within(0.06)));
    }

    @ParameterizedTest
    @CsvSource({
        "TOP_LEFT, 9, 9, 40",
        "TOP_RIGHT, 247, 9, 280",
        "BOTTOM_LEFT, 9, 139, 40",
        "BOTTOM_RIGHT, 247, 139, 280",
        "CENTER, 128, 74, 160",
    })
    void watermarkStandsInItsPlace(Place place, int x, int y, int middle) {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=100x50 -frames:v 1");

        Pixels pixels = Pixels.of(render(source(GRAY), watermark(mark, place, 1)), folder);

        assertRed(pixels.at(middle, y + 16), 255);
        assertRed(pixels.at(x + 3, y + 3), 255);
        assertThat(pixels.at(x + 3, y < 90 ? y + 40 : y - 8)[1]).isCloseTo(128, within(8));
        assertThat(pixels.at(x < 160 ? x + 72 : x - 8, y + 16)[1]).isCloseTo(128, within(8));
    }

    @ParameterizedTest
    @CsvSource({"mark.png, h264", "mark.jpg, hevc", "mark.webp, av1"})
    void watermarkLetsThroughWhatItsOpacityLeaves(String name, String codec) {
        Path mark = TestMedia.make(folder.resolve(name), "-f lavfi -i color=red:size=100x50 -frames:v 1 -update 1");
        VideoProfile h264 = Rendering.edited(watermark(mark, Place.CENTER, 0.5));
        VideoProfile profile = new VideoProfile(
                "edited",
                "",
                Duration.ofDays(1),
                new VideoSettings(
                        VideoCodec.of(codec).orElseThrow(),
                        codec.equals("av1") ? "10" : "ultrafast",
                        20,
                        180,
                        800,
                        60,
                        2),
                h264.audio(),
                h264.edits());

        Path output = Rendering.render(source(GRAY), profile, folder.resolve("video.mp4"));

        assertRed(Pixels.of(output, folder).at(160, 90), 190);
    }

    @Test
    void tallWatermarkStaysInside() {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=10x400 -frames:v 1");

        Pixels pixels = Pixels.of(render(source(GRAY), watermark(mark, Place.CENTER, 1)), folder);

        assertThat(pixels.at(160, 3)[1]).isCloseTo(128, within(8));
        assertRed(pixels.at(160, 90), 255);
    }

    @Test
    void limitsOfUploadsAreNotThoseOfTheWatermark() {
        Path mark = TestMedia.make(folder.resolve("large.png"), "-f lavfi -i color=red:s=1000x1000:d=1 -frames:v 1");
        SourceLimits tight = new SourceLimits(1 << 20, 640 * 360, Duration.ofMinutes(1), 2, 9L << 20, 0);
        FfmpegTranscoder transcoder = FfmpegTranscoder.open(new FfmpegSettings(
                Optional.empty(), TestMedia.SETTINGS.cache(), false, 2, SandboxSettings.DEFAULT, tight));
        Path source = source(GRAY);
        Plan.Make plan = (Plan.Make) Rendering.plan(source, Rendering.edited(watermark(mark, Place.CENTER, 1)));
        Path output = folder.resolve("marked.mp4");
        Making.make(transcoder, source, plan, output, Duration.ofMinutes(1), Progress.NONE);
        assertThat(output).isNotEmptyFile();
    }

    @Test
    void watermarkThatChangedIsRefusedAndTakesNoOtherAlong() throws IOException {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=100x50 -frames:v 1");
        Edits before = watermark(mark, Place.CENTER, 1);
        TestMedia.make(mark, "-f lavfi -i color=blue:size=100x50 -frames:v 1");

        RecordedEndings made = make(source(GRAY), List.of(before, watermark(mark, Place.CENTER, 1), Edits.NONE));

        assertThat(made.made).hasSize(2);
        assertThat(made.failed).singleElement().satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.ENGINE);
            assertThat(e)
                    .hasMessageContaining("the watermark of edited (" + mark + ") changed since the profile was read");
        });
    }

    @Test
    void watermarkThatIsNoPictureIsSaid() throws IOException {
        Path mark = Files.writeString(folder.resolve("mark.png"), "#EXTM3U\nfile:///etc/passwd\n");

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> render(source(GRAY), watermark(mark, Place.CENTER, 1)))
                .matches(e -> e.kind() == Kind.ENGINE)
                .withMessageContaining("can't be decoded; it must be a PNG, JPEG or WebP");
    }

    @Test
    void watermarkThatIsGoneIsSaid() throws IOException {
        Path mark = Files.writeString(folder.resolve("mark.png"), "x");
        Edits edits = watermark(mark, Place.CENTER, 1);
        Files.delete(mark);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> render(source(GRAY), edits))
                .withMessageContaining("(" + mark + ") can't be read");
    }

    @Test
    void chosenTagsAloneAreCopied() throws IOException {
        Path tags = Files.writeString(
                folder.resolve("tags"),
                ";FFMETADATA1\ntitle=a\\=b\\; \\#1 -i x \\\\ \\\n[CHAPTER]\\\nartist\\=evil é\nartist=me\ncomment=secret\n"
                        + "location=+48.85+002.35/\n");
        Path source = source("-f lavfi -i color=gray:size=320x180:rate=25 -f ffmetadata -i file:" + tags
                + " -map 0 -map_metadata 1 -t 0.4 -c:v libx264 -f mp4");
        Edits edits = new Edits(Optional.empty(), Optional.empty(), List.of("title", "artist", "album"));

        JsonNode found = TestMedia.look(render(source, edits), "-show_chapters");

        assertThat(found.path("format").path("tags").path("title").asText())
                .isEqualTo("a=b; #1 -i x \\ [CHAPTER] artist=evil é");
        assertThat(found.path("format").path("tags").path("artist").asText()).isEqualTo("me");
        assertThat(found.path("format").path("tags").has("album")).isFalse();
        assertThat(found.path("chapters")).isEmpty();
        assertThat(found.toString()).doesNotContain("secret").doesNotContain("48.85");
    }

    @Test
    void clipWatermarkAndTagsGoTogether() {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:size=100x50 -frames:v 1");
        Path source = source(CLOCK + "-t 5 -metadata title=film -c:v libx264 -c:a aac -output_ts_offset 3 -f mpegts");
        Edits edits =
                new Edits(clip(2, 1).clip(), watermark(mark, Place.TOP_LEFT, 1).watermark(), List.of("title"));

        Path output = render(source, edits);

        assertThat(TestMedia.look(output).path("format").path("duration").asDouble())
                .isCloseTo(1, within(0.06));
        assertRed(Pixels.of(output, folder).at(40, 20), 255);
    }

    private static Edits clip(int start, int length) {
        return new Edits(
                Optional.of(new Clip(Duration.ofSeconds(start), Duration.ofSeconds(length))),
                Optional.empty(),
                List.of());
    }

    private static Edits watermark(Path file, Place place, double opacity) {
        try {
            ContentHash content = ContentHash.of(Files.readAllBytes(file));
            return new Edits(
                    Optional.empty(), Optional.of(new Watermark(file, content, place, opacity, 20, 5)), List.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private Path render(Path source, Edits edits) {
        return Rendering.render(source, Rendering.edited(edits), folder.resolve("video.mp4"));
    }

    private RecordedEndings make(Path source, List<Edits> all) throws IOException {
        List<Order> orders = new ArrayList<>();
        for (Edits edits : all) {
            Plan.Make plan = (Plan.Make) Rendering.plan(source, Rendering.edited(edits));
            Path order = Files.createDirectory(folder.resolve("order" + orders.size()));
            orders.add(Making.order(plan, order, Progress.NONE));
        }
        RecordedEndings made = new RecordedEndings();
        Rendering.TRANSCODER.make(Rendering.input(source), orders, Duration.ofSeconds(60), made);
        return made;
    }

    private static List<Double> lengths(RecordedEndings made) {
        return made.made.stream()
                .map(outputs -> outputs.get(0).file())
                .map(file ->
                        TestMedia.look(file).path("format").path("duration").asDouble())
                .toList();
    }

    private static void one(double length) {
        assertThat(length).isCloseTo(1, within(0.06));
    }

    private static void assertRed(int[] rgb, int red) {
        assertThat(rgb[0]).isCloseTo(red, within(12));
        assertThat(rgb[1]).isLessThan(80);
    }

    private int brightness(Path video) throws IOException {
        Path raw = TestMedia.make(
                folder.resolve("gray"), "-i file:" + video + " -frames:v 1 -vf extractplanes=y -f rawvideo");
        return Files.readAllBytes(raw)[320 * 90 + 160] & 0xFF;
    }

    private double firstSound(Path video) throws IOException {
        Path raw = TestMedia.make(folder.resolve("samples"), "-i file:" + video + " -vn -ac 1 -ar 48000 -f s16le");
        ShortBuffer samples = ByteBuffer.wrap(Files.readAllBytes(raw))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        for (int i = 0; i < samples.limit(); i++) {
            if (Math.abs(samples.get(i)) > 3000) {
                return i / 48_000.0;
            }
        }
        return Double.NaN;
    }
}

package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Watermark.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips and tags, and clips, tags and watermarks together. */
@Timeout(120)
class EditsIT extends EditScene {
    /** Gets brighter by 20 a second, and is silent until the fourth second. */
    private static final String CLOCK = "-f lavfi -i color=black:size=320x180:rate=25,format=yuv420p,"
            + "geq=lum=16+T*20:cb=128:cr=128 -f lavfi -i aevalsrc=gte(t\\,4)*sin(2764*t):s=48000 ";

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
    void clipBeginsAtItsStartWithItsAudio(String how) throws IOException {
        Path source = source(CLOCK + "-t 8 -ac 2 " + how);

        Path output = render(source, clip(3, 2));

        JsonNode look = TestMedia.look(output);
        assertThat(look.path("format").path("start_time").asDouble()).isZero();
        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(2, within(0.06));
        assertThat(brightness(output)).isCloseTo(16 + 3 * 20, within(2));
        assertThat(firstAudio(output)).isCloseTo(1, within(0.03));
    }

    @Test
    void clipAfterTheEndOfTheAudioIsSilent() {
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
    void clipsAndFullVideosOfOneSourceAreMadeTogether() throws IOException {
        Path source = source(CLOCK + "-t 5 -c:v libx264 -c:a aac -f mp4");
        RecordedEndings made = make(source, List.of(clip(1, 1), clip(1, 1), Edits.NONE));

        assertThat(made.failed).isEmpty();
        assertThat(made.made).hasSize(3);
        assertThat(lengths(made))
                .satisfiesExactlyInAnyOrder(
                        EditsIT::assertOneSecond,
                        EditsIT::assertOneSecond,
                        l -> assertThat(l).isCloseTo(5, within(0.06)));
    }

    @Test
    void onlyChosenTagsAreCopied() throws IOException {
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
    void clipWatermarkAndTagsAreCombined() {
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

    private static List<Double> lengths(RecordedEndings made) {
        return made.made.stream()
                .map(outputs -> outputs.get(0).file())
                .map(file ->
                        TestMedia.look(file).path("format").path("duration").asDouble())
                .toList();
    }

    private static void assertOneSecond(double length) {
        assertThat(length).isCloseTo(1, within(0.06));
    }

    private int brightness(Path video) throws IOException {
        Path raw = TestMedia.make(
                folder.resolve("gray"), "-i file:" + video + " -frames:v 1 -vf extractplanes=y -f rawvideo");
        return Files.readAllBytes(raw)[320 * 90 + 160] & 0xFF;
    }

    private double firstAudio(Path video) throws IOException {
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

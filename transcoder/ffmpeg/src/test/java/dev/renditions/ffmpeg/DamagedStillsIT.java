package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import dev.renditions.testing.CodedPicture;
import dev.renditions.testing.HeifWriter;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged images: a JPEG without its last rows is published with a warning; where the damage can't be measured, nothing is. */
@Timeout(120)
class DamagedStillsIT {
    private static final Size WHOLE = new Size(640, 480);
    private static final Size TILE = new Size(320, 240);
    private static final String DETAILED = "-f lavfi -i testsrc2=size=640x480";

    /** Every row takes about as many bytes. */
    private static final String NOISE = "-f lavfi -i color=gray:size=640x480,noise=alls=40:all_seed=1";

    private static final Pattern ROWS = Pattern.compile("the image is missing its last (\\d+) of 480 rows");

    @TempDir
    private Path folder;

    private RealService service;

    @BeforeEach
    void open() {
        service = RealService.in(folder, Duration.ofSeconds(60), 1);
    }

    @AfterEach
    void close() {
        service.assertNothingTemporaryIsLeft();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"95, 24", "92, 38"})
    void warningStatesHowManyRowsOfAJpegAreMissing(int percent, int rows) throws IOException {
        RenditionResult made = poster(cut("-c:v mjpeg -q:v 3 -f image2", percent));

        assertThat(made.outcome()).as(made.reason()).isEqualTo(Outcome.ENCODED);
        Matcher warning = ROWS.matcher(String.join("; ", made.warnings()));
        assertThat(warning.matches()).as(made.toString()).isTrue();
        // Rows are decoded in blocks of 16.
        assertThat(Integer.parseInt(warning.group(1))).isBetween(rows - 16, rows + 16);
    }

    @Test
    void jpegWithoutManyRowsIsRefused() throws IOException {
        assertRefused(poster(cut("-c:v mjpeg -q:v 3 -f image2", 85)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v png -f image2",
                "-c:v libwebp -f image2",
                "-c:v libwebp -lossless 1 -f image2",
                "-c:v gif -f gif",
                "-c:v bmp -f image2",
                "-c:v tiff -compression_algo lzw -f image2"
            })
    void truncatedImagesOfOtherFormatsAreRefused(String format) throws IOException {
        assertRefused(poster(cut(format, 98)));
    }

    /** The numbers of the damaged items: 1 to 4 are tiles, 5 is the transparency of the whole image. */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "false, 4", "false, 234", "false, 5", "true, 1", "true, 3", "true, 5"})
    void heifWithADamagedPartIsRefused(boolean av1, String damaged) throws IOException {
        List<CodedPicture> parts = parts(av1);

        assertThat(poster(tiled(av1, parts, "")).outcome()).isEqualTo(Outcome.ENCODED);
        assertRefused(poster(tiled(av1, parts, damaged)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void heifWithADamagedImageIsRefused(boolean av1) throws IOException {
        CodedPicture picture = coded(av1, WHOLE, DETAILED);
        HeifWriter heif = writer(av1);
        heif.picture(damaged(picture));

        assertRefused(poster(Files.write(folder.resolve("source"), heif.bytes())));
    }

    private List<CodedPicture> parts(boolean av1) {
        List<CodedPicture> parts = new ArrayList<>();
        for (String corner : List.of("0:0", "320:0", "0:240", "320:240")) {
            parts.add(coded(av1, TILE, DETAILED + ",crop=320:240:" + corner));
        }
        parts.add(coded(av1, WHOLE, DETAILED + ",format=gray"));
        return parts;
    }

    private CodedPicture coded(boolean av1, Size size, String input) {
        return av1 ? CodedPicture.av1(folder, size, input) : CodedPicture.hevc(folder, size, input);
    }

    private static HeifWriter writer(boolean av1) {
        return av1 ? HeifWriter.avif() : HeifWriter.heic();
    }

    private Path tiled(boolean av1, List<CodedPicture> parts, String damaged) throws IOException {
        HeifWriter heif = writer(av1);
        for (int i = 0; i < parts.size(); i++) {
            boolean isDamaged = damaged.contains(Integer.toString(i + 1));
            heif.picture(isDamaged ? damaged(parts.get(i)) : parts.get(i));
        }
        int grid = heif.grid(2, 2, WHOLE, List.of(1, 2, 3, 4));
        return Files.write(
                folder.resolve("source"), heif.primary(grid).alpha(5, grid).bytes());
    }

    /** With its second half blank. */
    private static CodedPicture damaged(CodedPicture picture) {
        byte[] data = picture.data().clone();
        Arrays.fill(data, data.length / 2, data.length, (byte) 0);
        return new CodedPicture(picture.type(), picture.config(), data, picture.size());
    }

    private Path cut(String format, int percent) throws IOException {
        Path whole = TestMedia.make(folder.resolve("whole"), NOISE + " -frames:v 1 -update 1 " + format);
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 100 * percent));
    }

    private RenditionResult poster(Path source) {
        return service.render(source, List.of(Rendering.builtIn("poster"))).get(0);
    }

    private static void assertRefused(RenditionResult result) {
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(((MediaException) result.failure().orElseThrow()).kind())
                .as(result.reason())
                .isEqualTo(MediaException.Kind.DAMAGED);
    }
}

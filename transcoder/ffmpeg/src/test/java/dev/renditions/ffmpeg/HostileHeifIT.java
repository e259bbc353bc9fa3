package dev.renditions.ffmpeg;

import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.media.Size;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.ChildMemory;
import dev.renditions.testing.CodedPicture;
import dev.renditions.testing.HeifWriter;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HEIC and AVIF files made to read other files or to exhaust the machine. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
class HostileHeifIT {
    private static final Size SIZE = new Size(64, 64);
    private static final Size HUGE = new Size(60_000, 60_000);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Memory of the programs that probe a file of a few tiles; most of it is their code. */
    private static final long LITTLE = 300L << 20;

    @TempDir
    private static Path sources;

    @TempDir
    private Path folder;

    private static CodedPicture hevc;
    private static CodedPicture av1;
    private RealService service;

    @BeforeAll
    static void encode() {
        String input = "-f lavfi -i color=magenta:size=64x64";
        hevc = CodedPicture.hevc(sources, SIZE, input);
        av1 = CodedPicture.av1(sources, SIZE, input);
    }

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
    @MethodSource("large")
    void excessiveClaimsAreRefusedBeforeTheyCostMemory(String sentence, Consumer<HeifWriter> content)
            throws IOException {
        HeifWriter heif = sentence.startsWith("AVIF") ? HeifWriter.avif() : HeifWriter.heic();
        content.accept(heif);
        Path source = Files.write(folder.resolve("source"), heif.bytes());

        ChildMemory<MediaException> refused = ChildMemory.of(() -> failure(source), SOON);

        assertThat(refused.result().kind()).as(refused.result().getMessage()).isEqualTo(Kind.LIMIT);
        assertThat(refused.result()).hasMessageContaining(sentence.replace("AVIF: ", ""));
        assertThat(refused.bytes()).isLessThan(LITTLE);
    }

    static Stream<Arguments> large() {
        String pixels = "its image has 3600000000 pixels (60000x60000); the limit is";
        String parts = "the file has more than 1024 streams";
        return Stream.of(
                large(pixels, heif -> grid(heif, hevc, 1, 1, HUGE)),
                large("AVIF: " + pixels, heif -> grid(heif, av1, 2, 2, HUGE)),
                large(pixels, heif -> grid(heif, claiming(hevc, 30_000), 2, 2, new Size(100, 100))),
                large("AVIF: " + pixels, heif -> grid(heif, claiming(av1, 30_000), 2, 2, new Size(100, 100))),
                large(parts, heif -> grid(heif, hevc, 255, 256, SIZE)),
                large("AVIF: " + parts, heif -> grid(heif, av1, 255, 256, new Size(255 * 64, 256 * 64))),
                large(parts, heif -> grid(heif, hevc, 33, 32, new Size(33 * 64, 32 * 64))),
                large(parts, heif -> IntStream.range(0, 5000).forEach(i -> heif.picture(hevc))),
                large("AVIF: " + parts, heif -> IntStream.range(0, 5000).forEach(i -> heif.picture(av1))),
                large(parts, heif -> {
                    IntStream.range(0, 5000).forEach(i -> heif.item("Exif", new byte[0]));
                    heif.primary(heif.picture(hevc));
                }),
                large("its index has", heif -> IntStream.range(0, 60_000).forEach(i -> heif.picture(hevc))));
    }

    private static Arguments large(String sentence, Consumer<HeifWriter> content) {
        return Arguments.of(sentence, content);
    }

    private static void grid(HeifWriter heif, CodedPicture tile, int columns, int rows, Size size) {
        int item = heif.picture(tile);
        heif.primary(heif.grid(columns, rows, size, Collections.nCopies(columns * rows, item)));
    }

    private static CodedPicture claiming(CodedPicture picture, int side) {
        return new CodedPicture(picture.type(), picture.config(), picture.data(), new Size(side, side));
    }

    /** The most tiles that the limit allows take seconds and little memory. */
    @Test
    void mostAllowedTilesTakeLittleMemory() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        grid(heif, hevc, 32, 31, new Size(32 * 64, 31 * 64));
        Path source = Files.write(folder.resolve("source"), heif.bytes());

        ChildMemory<RenditionResult> made = ChildMemory.of(() -> poster(source), SOON);

        assertThat(made.result().outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made.bytes()).isLessThan(2 * LITTLE);
    }

    @Test
    void transparencyMuchLargerThanItsImageIsRefused() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = heif.picture(hevc);
        int tile = heif.picture(claiming(hevc, 16_000));
        heif.alpha(heif.grid(2, 2, new Size(100, 100), Collections.nCopies(4, tile)), item);
        Path source = Files.write(folder.resolve("source"), heif.primary(item).bytes());

        ChildMemory<MediaException> refused = ChildMemory.of(() -> failure(source), SOON);

        assertThat(refused.result().kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused.result()).hasMessage("the alpha channel is 32000x32000, far larger than its image");
        assertThat(refused.bytes()).isLessThan(LITTLE);
    }

    /** The size that an item states is ignored if its coded picture has another one. */
    @Test
    void statedSizeIsIgnoredIfThePictureHasAnother() throws IOException {
        Path source = Files.write(folder.resolve("source"), picture(HeifWriter.heic(), claiming(hevc, 60_000)));

        ChildMemory<RenditionResult> made = ChildMemory.of(() -> poster(source), SOON);

        assertThat(made.result().outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(service.probe(source).picture().orElseThrow().coded()).isEqualTo(SIZE);
        assertThat(made.bytes()).isLessThan(LITTLE);
    }

    @Test
    void dataInOtherFilesIsNotRead() throws IOException {
        Path canary = Files.write(
                folder.resolve("canary.heic"), picture(HeifWriter.heic().dataAt(8000), hevc));
        CodedPicture blank = new CodedPicture(hevc.type(), hevc.config(), new byte[hevc.data().length], hevc.size());
        FileTime past = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));
        Files.setAttribute(canary, "lastAccessTime", past);
        assertThat(poster(canary).outcome()).as("the canary itself").isEqualTo(Outcome.ENCODED);
        assumeThat(Files.getAttribute(canary, "lastAccessTime"))
                .as("the file system records when files are read")
                .isNotEqualTo(past);
        try (CanaryServer server = new CanaryServer()) {
            for (String url : List.of("file://" + canary, "canary.heic", canary.toString(), server.url())) {
                Files.setAttribute(canary, "lastAccessTime", past);
                HeifWriter elsewhere = HeifWriter.heic().elsewhere(full("url ", 0, 0, text(url + "\0")));
                Path source = Files.write(folder.resolve("source"), picture(elsewhere.dataAt(8000), blank));

                assertThat(failure(source).kind()).as(url).isEqualTo(Kind.DAMAGED);
                assertThat(Files.getAttribute(canary, "lastAccessTime")).as(url).isEqualTo(past);
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    private static byte[] picture(HeifWriter heif, CodedPicture picture) {
        heif.picture(picture);
        return heif.bytes();
    }

    private RenditionResult poster(Path source) {
        return service.render(source, List.of(Rendering.builtIn("poster"))).get(0);
    }

    private MediaException failure(Path source) {
        RenditionResult result = poster(source);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        return (MediaException) result.failure().orElseThrow();
    }
}

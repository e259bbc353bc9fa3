package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.Boxes;
import dev.renditions.testing.CodedPicture;
import dev.renditions.testing.HeifWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posters of HEIC and AVIF files, which the test writes box by box, show what a photo viewer shows. */
@Timeout(120)
class HeifIT {
    private static final Size WHOLE = new Size(120, 100);
    private static final Size TILE = new Size(64, 64);
    private static final String QUADRANTS = Quadrants.source(WHOLE);

    /** Opaque on the left. */
    private static final String LEFT =
            "-f lavfi -i color=black:size=120x100,format=gray,geq=lum=255*lt(X\\,60),setparams=range=pc";

    @TempDir
    private static Path sources;

    @TempDir
    private Path folder;

    private static CodedPicture picture;
    private static CodedPicture alpha;
    private static List<CodedPicture> tiles;
    private static List<CodedPicture> alphaTiles;

    @BeforeAll
    static void encode() {
        picture = CodedPicture.hevc(sources, WHOLE, QUADRANTS);
        alpha = CodedPicture.hevc(sources, WHOLE, LEFT);
        tiles = tiles(QUADRANTS);
        alphaTiles = tiles(LEFT);
    }

    /** Four tiles, which extend past the image at the right and at the bottom. */
    private static List<CodedPicture> tiles(String input) {
        return Stream.of("0:0", "64:0", "0:64", "64:64")
                .map(corner -> CodedPicture.hevc(sources, TILE, input + ",pad=128:128,crop=64:64:" + corner))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("turns")
    void rotationAndMirroringApplyInTheOrderOfTheProperties(boolean tiled, String turns) throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = tiled ? grid(heif, tiles) : heif.picture(picture);
        String corners = Quadrants.UPRIGHT;
        for (String turn : turns.isEmpty() ? new String[0] : turns.split(" ")) {
            int how = turn.charAt(4) - '0';
            if (turn.startsWith("irot")) {
                heif.property(item, HeifWriter.irot(how));
                corners = Quadrants.turned(corners, how);
            } else {
                heif.property(item, HeifWriter.imir(how));
                corners = how == 0 ? Quadrants.flipped(corners) : Quadrants.mirrored(corners);
            }
        }
        boolean upright = !turns.contains("irot1") && !turns.contains("irot3");

        assertShows(heif.primary(item), upright ? WHOLE : WHOLE.transposed(), corners);
    }

    static Stream<Arguments> turns() {
        List<String> turns = new ArrayList<>(List.of("", "imir0", "imir1"));
        for (int quarters = 0; quarters < 4; quarters++) {
            turns.add("irot" + quarters);
            for (int axis = 0; axis < 2; axis++) {
                turns.add("irot" + quarters + " imir" + axis);
                turns.add("imir" + axis + " irot" + quarters);
            }
        }
        return turns.stream().flatMap(turn -> Stream.of(Arguments.of(false, turn), Arguments.of(true, turn)));
    }

    /** Whether the image and its transparency are tiled, and how both are transformed. */
    @ParameterizedTest
    @CsvSource({
        "false, false, '', RWBW",
        "false, true, '', RWBW",
        "true, false, '', RWBW",
        "true, true, '', RWBW",
        "false, false, irot1, WWRB",
        "false, true, irot1, WWRB",
        "true, false, irot1, WWRB",
        "true, true, irot1, WWRB",
        "false, false, mirror, WRWB",
        "false, true, mirror, WRWB",
        "true, false, mirror, WRWB",
        "true, true, mirror, WRWB",
    })
    void backgroundShowsWhereTheImageIsTransparent(boolean tiled, boolean alphaTiled, String turn, String corners)
            throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = tiled ? grid(heif, tiles) : heif.picture(picture);
        int mask = alphaTiled ? grid(heif, alphaTiles) : heif.picture(alpha);
        heif.primary(item).alpha(mask, item);
        if (turn.equals("irot1")) {
            heif.property(item, HeifWriter.irot(1)).property(mask, HeifWriter.irot(1));
        } else if (turn.equals("mirror")) {
            heif.property(item, HeifWriter.imir(1)).property(mask, HeifWriter.imir(1));
        }
        assertShows(heif, turn.equals("irot1") ? WHOLE.transposed() : WHOLE, corners);
    }

    @Test
    void transparencyMayBeStoredSmaller() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = heif.picture(picture);
        heif.alpha(heif.picture(CodedPicture.hevc(sources, new Size(60, 50), LEFT + ",scale=60:50")), item);

        assertShows(heif, WHOLE, "RWBW");
    }

    @Test
    void onlyThePrimaryPictureIsShown() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int thumbnail = heif.picture(alpha);
        heif.picture(tiles.get(0));
        int item = heif.primary(heif.picture(picture)).picture(tiles.get(1));
        heif.refer("thmb", thumbnail, List.of(item - 1)).item("Exif", Boxes.text("no picture"));

        assertShows(heif, WHOLE, Quadrants.UPRIGHT);
    }

    @ParameterizedTest
    @CsvSource({"false, yuv420p10le", "true, yuv420p10le", "false, yuv444p", "true, yuv444p", "true, gbrp"})
    void otherPixelFormatsAreShown(boolean av1, String format) throws IOException {
        String input = QUADRANTS + ",format=" + format;
        HeifWriter heif = av1 ? HeifWriter.avif() : HeifWriter.heic();
        heif.picture(av1 ? CodedPicture.av1(sources, WHOLE, input) : CodedPicture.hevc(sources, WHOLE, input));
        heif.property(1, HeifWriter.irot(1));

        assertShows(heif, WHOLE.transposed(), Quadrants.turned(Quadrants.UPRIGHT, 1));
    }

    @Test
    void tiledAvifIsShown() throws IOException {
        HeifWriter heif = HeifWriter.avif();
        List<Integer> items = Stream.of("0:0", "64:0", "0:64", "64:64")
                .map(corner -> CodedPicture.av1(sources, TILE, QUADRANTS + ",pad=128:128,crop=64:64:" + corner))
                .map(heif::picture)
                .toList();
        int item = heif.grid(2, 2, WHOLE, items);

        assertShows(heif.primary(item).property(item, HeifWriter.irot(3)), WHOLE.transposed(), "BRWG");
    }

    /** A clean aperture of the right 60 columns and the lower 80 rows: its width, its height and the offset of its center. */
    @Test
    void edgesOutsideTheCleanApertureAreCropped() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = heif.picture(picture);
        heif.property(item, Boxes.box("clap", Boxes.ints(60, 1, 80, 1, 30, 1, 10, 1)));
        heif.property(item, HeifWriter.irot(1));

        assertShows(heif, new Size(80, 60), "GWGW");
    }

    /** For example an overlay, which ffmpeg does not compose, or a codec that ffmpeg does not support in HEIF. */
    @ParameterizedTest
    @ValueSource(strings = {"iovl", "unci", "xxxx"})
    void unsupportedPrimaryPictureIsNotReplacedByAnother(String type) throws IOException {
        HeifWriter heif = HeifWriter.heic();
        heif.picture(picture);
        heif.primary(heif.item(type, new byte[20], HeifWriter.ispe(WHOLE)));
        Path source = Files.write(folder.resolve("source"), heif.bytes());

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> Rendering.TRANSCODER.probe(source))
                .withMessage("the primary image of the file is of a kind that is not supported")
                .matches(e -> e.kind() == MediaException.Kind.UNSUPPORTED);
    }

    private static int grid(HeifWriter heif, List<CodedPicture> of) {
        return heif.grid(2, 2, WHOLE, of.stream().map(heif::picture).toList());
    }

    private void assertShows(HeifWriter heif, Size size, String corners) throws IOException {
        Path source = Files.write(folder.resolve("source"), heif.bytes());
        VideoStream video = Rendering.TRANSCODER.probe(source).picture().orElseThrow();
        Path poster = Rendering.render(source, Rendering.builtIn("poster"), folder.resolve("poster.jpg"));

        assertThat(video.displayed()).isEqualTo(size);
        assertThat(Quadrants.corners(poster, size, folder)).isEqualTo(corners);
    }
}

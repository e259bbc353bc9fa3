package dev.renditions.media.mp4;

import static dev.renditions.testing.Boxes.box;
import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.octets;
import static dev.renditions.testing.Boxes.shorts;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.testing.HeifWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeifFileTest {
    private static final Size SIZE = new Size(128, 128);

    @TempDir
    private Path folder;

    @Test
    void gridOfTilesIsThePrimaryImage() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        List<Integer> tiles = List.of(picture(heif), picture(heif), picture(heif), picture(heif));
        int grid = heif.grid(2, 2, SIZE, tiles);

        HeifFile read = read(heif.primary(grid).bytes());

        assertThat(read.primary()).isEqualTo(upright(5));
        assertThat(read.alpha()).isEmpty();
        assertThat(read.sequence()).isFalse();
    }

    /** irot rotates counterclockwise by quarter turns; imir exchanges top and bottom (0) or left and right (1). */
    @ParameterizedTest
    @CsvSource({
        "'', UPRIGHT, UPRIGHT",
        "irot0, UPRIGHT, UPRIGHT",
        "irot1, TURNED_270, UPRIGHT",
        "irot2, TURNED_180, UPRIGHT",
        "irot3, TURNED_90, UPRIGHT",
        "imir0, FLIPPED, UPRIGHT",
        "imir1, MIRRORED, UPRIGHT",
        "irot0 imir0, FLIPPED, UPRIGHT",
        "irot1 imir0, TRANSPOSED, UPRIGHT",
        "irot2 imir0, MIRRORED, UPRIGHT",
        "irot3 imir0, TRANSVERSED, UPRIGHT",
        "irot0 imir1, MIRRORED, UPRIGHT",
        "irot1 imir1, TRANSVERSED, UPRIGHT",
        "irot2 imir1, FLIPPED, UPRIGHT",
        "irot3 imir1, TRANSPOSED, UPRIGHT",
        "imir0 irot0, FLIPPED, UPRIGHT",
        "imir0 irot1, TRANSVERSED, TURNED_180",
        "imir0 irot2, MIRRORED, UPRIGHT",
        "imir0 irot3, TRANSPOSED, TURNED_180",
        "imir1 irot0, MIRRORED, UPRIGHT",
        "imir1 irot1, TRANSPOSED, TURNED_180",
        "imir1 irot2, FLIPPED, UPRIGHT",
        "imir1 irot3, TRANSVERSED, TURNED_180",
        "irot1 irot1, TURNED_180, TURNED_270",
    })
    void transformsAreAppliedInTheOrderOfTheItem(String turns, Orientation orientation, Orientation rest)
            throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = picture(heif);
        for (String turn : turns.isEmpty() ? new String[0] : turns.split(" ")) {
            heif.property(item, box(turn.substring(0, 4), octets(turn.charAt(4) - '0')));
        }
        HeifFile.Item primary = read(heif.bytes()).primary();

        assertThat(primary.orientation()).isEqualTo(orientation);
        assertThat(primary.rest()).isEqualTo(rest);
    }

    /** Properties apply in the order of the item's list, not in that of the file. Items share properties. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void associationsAreReadInEachVersion(int version, int wide) throws IOException {
        byte[] rotated = version == 0 ? shorts(7) : ints(7);
        byte[] mirrored = version == 0 ? shorts(8) : ints(8);
        byte[] twoThenOne = wide == 1 ? shorts(0x8002, 0x8001) : octets(0x82, 0x81);
        byte[] one = wide == 1 ? shorts(1) : octets(1);
        byte[] ipma = full(
                "ipma", version, wide, ints(2), join(rotated, octets(2), twoThenOne), join(mirrored, octets(1), one));
        byte[] iprp = box("iprp", box("ipco", HeifWriter.irot(1), HeifWriter.imir(0)), ipma);
        byte[] id = version == 0 ? shorts(7) : ints(7);

        HeifFile read = read(file(full("pitm", version, 0, id), iprp));

        assertThat(read.primary()).isEqualTo(new HeifFile.Item(7, Orientation.TRANSVERSED, Orientation.TRANSPOSED));
    }

    @Test
    void missingPropertiesAreIgnored() throws IOException {
        byte[] ipma = full("ipma", 0, 0, ints(1), shorts(1), octets(4, 0, 9, 0x7F, 1));
        assertThat(read(file(pitm(1), box("iprp", box("ipco", HeifWriter.irot(2)), ipma)))
                        .primary()
                        .orientation())
                .isEqualTo(Orientation.TURNED_180);
        byte[] none = full("ipma", 0, 0, ints(1), shorts(2), octets(1, 1));
        assertThat(read(file(pitm(1), box("iprp", box("ipco", HeifWriter.irot(2)), none)))
                        .primary())
                .isEqualTo(upright(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {HeifWriter.ALPHA, "urn:mpeg:hevc:2015:auxid:1"})
    void alphaIsAnAuxiliaryImage(String name) throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = picture(heif);
        int alpha = picture(heif);
        heif.property(alpha, full("auxC", 0, 0, text(name + "\0extra")));
        heif.property(alpha, HeifWriter.irot(3)).refer("auxl", alpha, List.of(9, item));

        assertThat(read(heif.bytes()).alpha())
                .contains(new HeifFile.Item(2, Orientation.TURNED_90, Orientation.TURNED_90));
    }

    @Test
    void depthThumbnailsAndAlphaOfOtherItemsAreIgnored() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = picture(heif);
        int thumbnail = picture(heif);
        heif.refer("thmb", thumbnail, List.of(item)).alpha(picture(heif), thumbnail);
        int depth = picture(heif);
        heif.property(depth, full("auxC", 0, 0, text("urn:mpeg:hevc:2015:auxid:2\0")));
        heif.refer("auxl", depth, List.of(item));
        int nameless = picture(heif);
        heif.refer("auxl", nameless, List.of(item));
        int longer = picture(heif);
        heif.property(longer, full("auxC", 0, 0, text(HeifWriter.ALPHA + "-not\0")));
        heif.refer("auxl", longer, List.of(item));

        assertThat(read(heif.bytes())).isEqualTo(new HeifFile(upright(1), Optional.empty(), false, 6));
    }

    @Test
    void firstOfSeveralAlphaImagesIsUsed() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int item = picture(heif);
        int one = picture(heif);
        int two = picture(heif);
        heif.alpha(two, item).alpha(one, item);

        assertThat(read(heif.bytes()).alpha()).contains(upright(two));
    }

    @Test
    void itemIdsMayHave32Bits() throws IOException {
        int item = 0x90000000;
        int alpha = 0xA0000000;
        byte[] iref = full("iref", 1, 0, box("auxl", ints(alpha), shorts(1), ints(item)));
        byte[] ipma = full("ipma", 1, 0, ints(1, alpha), octets(1, 1));
        byte[] auxC = full("auxC", 0, 0, text(HeifWriter.ALPHA + "\0"));

        HeifFile read = read(file(full("pitm", 1, 0, ints(item)), iref, box("iprp", box("ipco", auxC), ipma)));

        assertThat(read.primary()).isEqualTo(upright(0x90000000L));
        assertThat(read.alpha()).contains(upright(0xA0000000L));
    }

    @Test
    void itemsAreCountedAsClaimedAndTilesAsOftenAsTheyAreUsed() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int tile = picture(heif);
        assertThat(read(heif.bytes()).parts()).isEqualTo(1);
        heif.grid(3, 2, SIZE, Collections.nCopies(6, tile));
        heif.grid(2, 1, SIZE, Collections.nCopies(2, tile));
        assertThat(read(heif.bytes()).parts()).isEqualTo(8);

        byte[] least = join(pitm(1), box("iprp", box("ipco")));
        assertThat(read(file(least)).parts()).isZero();
        assertThat(read(file(least, full("iinf", 0, 0, shorts(0xFFFF)))).parts())
                .isEqualTo(65_535);
        assertThat(read(file(least, full("iinf", 1, 0, ints(-1)))).parts()).isEqualTo(4_294_967_295L);
    }

    @Test
    void movieBesideTheImagesIsASequence() throws IOException {
        byte[] meta = minimal();
        assertThat(read(join(box("ftyp"), meta, box("moov"))).sequence()).isTrue();
        assertThat(read(join(box("ftyp"), box("moov"), meta)).sequence()).isTrue();
        assertThat(read(join(box("ftyp"), meta, box("free", box("moov")))).sequence())
                .isFalse();
    }

    @Test
    void indexMayBeAnywhere() throws IOException {
        byte[] large = join(ints(1), text("mdat"), ints(0, 16 + 5000), new byte[5000]);
        assertThat(read(join(box("ftyp"), large, box("uuid", new byte[16]), minimal()))
                        .primary())
                .isEqualTo(upright(1));
        assertThat(read(join(minimal(), minimal())).primary()).isEqualTo(upright(1));
    }

    @Test
    void dataAfterTheIndexMayBeIncomplete() throws IOException {
        byte[] toTheEnd = join(ints(0), text("mdat"), new byte[100]);
        byte[] cut = join(ints(5000), text("mdat"), new byte[100]);
        byte[] rest = text("SEFT?");
        for (byte[] behind : List.of(toTheEnd, cut, rest, new byte[3], octets(0, 0, 0, 1, 'm', 'd', 'a', 't'))) {
            assertThat(read(join(box("ftyp"), minimal(), behind)).primary()).isEqualTo(upright(1));
        }
    }

    private static int picture(HeifWriter heif) {
        return heif.item("hvc1", new byte[] {1, 2, 3}, HeifWriter.ispe(SIZE));
    }

    private static HeifFile.Item upright(long number) {
        return new HeifFile.Item(number, Orientation.UPRIGHT, Orientation.UPRIGHT);
    }

    private static byte[] pitm(int item) {
        return full("pitm", 0, 0, shorts(item));
    }

    private static byte[] minimal() {
        return full("meta", 0, 0, pitm(1), box("iprp", box("ipco")));
    }

    private static byte[] file(byte[]... inMeta) {
        return join(box("ftyp", text("heic")), full("meta", 0, 0, inMeta));
    }

    private HeifFile read(byte[] bytes) throws IOException {
        return HeifFile.read(Files.write(folder.resolve("heif"), bytes));
    }
}

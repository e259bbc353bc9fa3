package dev.renditions.packaging;

import static dev.renditions.testing.Boxes.box;
import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.octets;
import static dev.renditions.testing.Boxes.shorts;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.renditions.media.Size;
import dev.renditions.media.mp4.HeifFile;
import dev.renditions.media.mp4.LargeIndexException;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.testing.HeifWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a hostile index ends within seconds, with its content or with a one-line error. */
@Timeout(60)
final class HostileHeifFileTest {
    /** Each read takes milliseconds; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The largest index that is read, in bytes. */
    private static final int MOST = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void fileThatIsCutAnywhereIsReadOrRefused() {
        byte[] whole = honest();
        int indexed = new String(whole, StandardCharsets.ISO_8859_1).indexOf("mdat") - 4;
        for (int length = 0; length < whole.length; length++) {
            assertThat(attempt(Arrays.copyOf(whole, length)).isPresent())
                    .as("cut at %d", length)
                    .isEqualTo(length >= indexed);
        }
    }

    @Test
    void randomBytesAreReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = honest();
        int[] extremes = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0x10000, 7, 8};
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (random.nextBoolean()) {
                int place = random.nextInt(bytes.length - 3);
                ByteBuffer.wrap(bytes).putInt(place, extremes[random.nextInt(extremes.length)]);
            }
            read += attempt(bytes).isPresent() ? 1 : 0;
        }
        assertThat(read).as("seed %d", seed).isBetween(1, 1999);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void impossibleClaimsAreRefused(String message, byte[] bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> claims() {
        byte[] ipco = box("ipco");
        byte[] early = shorts(1);
        return Stream.of(
                Arguments.of("no box 'meta'", new byte[0]),
                Arguments.of("ends at byte 5", octets(0, 0, 0, 8, 'f')),
                Arguments.of("claims 0 bytes", join(ints(0), text("ftyp"))),
                Arguments.of("claims 7 bytes", join(ints(7), text("ftyp"))),
                Arguments.of("claims 4294967295 bytes", join(ints(-1), text("meta"), new byte[100])),
                Arguments.of("claims 9223372036854775807", join(ints(1), text("meta"), ints(0x7FFFFFFF, -1))),
                Arguments.of("claims 18446744073709551615", join(ints(1), text("meta"), ints(-1, -1))),
                Arguments.of("ends early", box("meta")),
                Arguments.of("no box 'pitm'", file()),
                Arguments.of("no box 'iprp'", file(full("pitm", 0, 0, shorts(1)))),
                Arguments.of("2 boxes 'pitm'", file(full("pitm", 0, 0, shorts(1)), full("pitm", 0, 0, shorts(1)))),
                Arguments.of("ends early", file(full("pitm", 1, 0, early))),
                Arguments.of("ends early", file(full("pitm", 255, 0, early))),
                Arguments.of("exceeds its container", file(join(ints(-1), text("pitm")))),
                Arguments.of("exceeds its container", file(join(ints(0), text("pitm")))),
                Arguments.of("exceeds its container", file(join(ints(1), text("pitm"), ints(0, 16)))),
                Arguments.of("excess bytes", file(octets(0, 0, 0))),
                Arguments.of("ends early", indexed(ipco, full("ipma", 0, 0, ints(-1)))),
                Arguments.of("ends early", indexed(ipco, full("ipma", 0, 0, ints(1), early, octets(255, 1)))),
                Arguments.of("ends early", indexed(ipco, full("ipma", 255, 1, ints(Integer.MAX_VALUE), early))),
                Arguments.of("ends early", indexed(ipco, box("ipma"))),
                Arguments.of(
                        "ends early",
                        indexed(box("ipco", box("irot")), full("ipma", 0, 0, ints(1), early, octets(1, 1)))),
                Arguments.of(
                        "ends early",
                        indexed(box("ipco", box("imir")), full("ipma", 0, 0, ints(1), early, octets(1, 1)))),
                Arguments.of("ends early", file(minimal(), full("iref", 0, 0, box("auxl", shorts(2, 0xFFFF, 1))))),
                Arguments.of("ends early", file(minimal(), full("iref", 1, 0, box("auxl", shorts(2, 1, 1))))),
                Arguments.of("ends early", file(minimal(), full("iref", 0, 0, box("dimg", shorts(1))))),
                Arguments.of("ends early", file(minimal(), box("iinf"))),
                Arguments.of("ends early", file(minimal(), box("iref"))));
    }

    /** Line ends, the escape character, and C1 control characters, which some terminals take for escape sequences. */
    @ParameterizedTest
    @ValueSource(ints = {'\n', '\r', 0x1B, 0x7F, 0x85, 0x9B})
    void namesOfBoxesAreQuotedWithoutControlCharacters(int character) {
        byte[] type = octets('a', character, 'b', 'c');

        assertThatThrownBy(() -> read(file(join(ints(4), type))))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining("a box 'a\uFFFDbc' of 4 bytes");
        assertThatThrownBy(() -> read(join(ints(4), type))).message().doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void largeIndexIsNotRead() {
        assertThatThrownBy(() -> read(box("meta", new byte[MOST])))
                .isInstanceOf(LargeIndexException.class)
                .hasMessage("its index has 1048584 bytes; the limit is 1048576");
    }

    @Test
    void cyclicReferencesAreNotFollowed() {
        HeifWriter heif = HeifWriter.heic();
        for (int i = 0; i < 3; i++) {
            heif.item("grid", new byte[8]);
        }
        for (String type : List.of("dimg", "auxl", "thmb", "cdsc")) {
            heif.refer(type, 1, List.of(1, 2)).refer(type, 2, List.of(3, 1)).refer(type, 3, List.of(2, 3));
        }
        heif.alpha(1, 1).alpha(2, 1).alpha(1, 2);

        assertThat(attempt(heif.bytes()).orElseThrow().alpha().orElseThrow().number())
                .isEqualTo(1);
    }

    @Test
    void deeplyNestedBoxesAreNotFollowed() {
        byte[] nested = box("free");
        for (int i = 0; i < 20_000; i++) {
            nested = i % 100 == 0 ? box("meta", nested) : join(ints(nested.length + 8), text("iprp"), nested);
        }
        assertThat(attempt(file(nested))).isEmpty();
        assertThat(attempt(join(nested, file(minimal())))).isPresent();
    }

    @Test
    void millionsOfBoxesBeforeTheIndexAreRefused() {
        byte[] free = box("free");
        byte[] many = new byte[free.length * 3_000_000];
        for (int at = 0; at < many.length; at += free.length) {
            System.arraycopy(free, 0, many, at, free.length);
        }
        assertThat(attempt(join(many, file(minimal())))).isEmpty();
        assertThat(attempt(join(file(minimal()), many))).isPresent();
    }

    @Test
    void millionsOfAssociationsAreReadQuickly() {
        int count = (MOST - 1000) / 258;
        ByteBuffer entries = ByteBuffer.allocate(count * 258);
        for (int i = 0; i < count; i++) {
            entries.putShort((short) 1).put((byte) 255);
            for (int j = 0; j < 255; j++) {
                entries.put((byte) (1 + j % 2));
            }
        }
        byte[] ipma = full("ipma", 0, 0, ints(count), entries.array());
        byte[] ipco = box("ipco", HeifWriter.irot(1), HeifWriter.imir(0));

        assertThat(attempt(indexed(ipco, ipma))).isPresent();
    }

    /** Each of them is legal alone; together they would take as many steps as the product of their lengths. */
    @Test
    void longNameThatManyItemsShareIsNotReadEachTime() {
        int half = MOST / 2 - 2000;
        byte[] name = new byte[half];
        Arrays.fill(name, (byte) 'x');
        int count = half / 258;
        ByteBuffer entries = ByteBuffer.allocate(count * 258);
        for (int i = 0; i < count; i++) {
            entries.putShort((short) 2).put((byte) 255);
            for (int j = 0; j < 255; j++) {
                entries.put((byte) 1);
            }
        }
        byte[] iprp =
                box("iprp", box("ipco", full("auxC", 0, 0, name)), full("ipma", 0, 0, ints(count), entries.array()));
        byte[] iref = full("iref", 0, 0, box("auxl", shorts(2, 1, 1)));

        assertThat(attempt(file(full("pitm", 0, 0, shorts(1)), iprp, iref))
                        .orElseThrow()
                        .alpha())
                .isEmpty();
    }

    @Test
    void manyItemsAreReadQuickly() {
        int count = 60_000;
        ByteBuffer entries = ByteBuffer.allocate(count * 4);
        ByteBuffer targets = ByteBuffer.allocate(count * 2);
        for (int i = 0; i < count; i++) {
            entries.putShort((short) i).put((byte) 1).put((byte) 1);
            targets.putShort((short) 1);
        }
        byte[] auxC = full("auxC", 0, 0, text("x"));
        byte[] iprp = box("iprp", box("ipco", auxC), full("ipma", 0, 0, ints(count), entries.array()));
        byte[][] references = Collections.nCopies(5, box("auxl", shorts(2, count), targets.array()))
                .toArray(new byte[0][]);

        assertThat(attempt(file(full("pitm", 0, 0, shorts(1)), iprp, full("iref", 0, 0, references))))
                .isPresent();
    }

    private static byte[] honest() {
        HeifWriter heif = HeifWriter.heic();
        Size size = new Size(64, 64);
        int tile = heif.item("hvc1", new byte[2000], HeifWriter.ispe(size));
        int grid = heif.grid(2, 2, size, List.of(tile, tile, tile, tile));
        heif.property(grid, HeifWriter.irot(1)).property(grid, HeifWriter.imir(1));
        heif.alpha(heif.item("hvc1", new byte[2000], HeifWriter.ispe(size)), grid);
        return heif.primary(grid).bytes();
    }

    private static byte[] minimal() {
        return join(full("pitm", 0, 0, shorts(1)), box("iprp", box("ipco")));
    }

    private static byte[] indexed(byte[] ipco, byte[] ipma) {
        return file(full("pitm", 0, 0, shorts(1)), box("iprp", ipco, ipma));
    }

    private static byte[] file(byte[]... inMeta) {
        return join(box("ftyp", text("heic")), full("meta", 0, 0, inMeta));
    }

    /** What was read; empty if it was refused. Fails if it takes long. */
    private Optional<HeifFile> attempt(byte[] bytes) {
        return assertTimeoutPreemptively(SOON, () -> {
            try {
                return Optional.of(read(bytes));
            } catch (PackagingException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200).hasLineCount(1);
                return Optional.empty();
            }
        });
    }

    private HeifFile read(byte[] bytes) throws IOException {
        return HeifFile.read(Files.write(folder.resolve("heif"), bytes));
    }
}

package dev.renditions.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.SegmentJoin.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SegmentJoinTest {
    private static final int TICKS = 512;
    private static final int FRAMES = 100;

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void name() {
        target = folder.resolve("joined.mp4");
    }

    /** A segment of two fragments of 50 frames. */
    private static CraftedTrack segment(int number) {
        CraftedTrack track = CraftedTrack.picture(64, 36, 8);
        track.fragments = 2;
        track.numbered = true;
        track.firstTime = number * FRAMES * TICKS;
        return track;
    }

    private static FrameRange range(int number, boolean last) {
        return new FrameRange(25, 1, (long) number * FRAMES, (number + 1L) * FRAMES, last);
    }

    private Piece piece(int number, boolean last, byte[] bytes) throws IOException {
        return new Piece(Files.write(folder.resolve("segment-" + number), bytes), range(number, last));
    }

    private List<Piece> three() throws IOException {
        CraftedTrack last = segment(2);
        last.lastSamples = 7;
        return new ArrayList<>(List.of(
                piece(0, false, segment(0).bytes()),
                piece(1, false, segment(1).bytes()),
                piece(2, true, last.bytes())));
    }

    @Test
    void theResultIsTheWholeTrack() throws IOException {
        TrackFile track = SegmentJoin.join(three(), target);

        CraftedTrack whole = segment(0);
        whole.fragments = 6;
        whole.lastSamples = 7;
        TrackFile expected = TrackFile.read(Files.write(folder.resolve("whole.mp4"), whole.bytes()));
        assertThat(track.fragments().stream().map(Fragment::time))
                .isEqualTo(expected.fragments().stream().map(Fragment::time).toList());
        assertThat(track.fragments().stream().map(Fragment::presented))
                .isEqualTo(
                        expected.fragments().stream().map(Fragment::presented).toList());
        assertThat(track.length()).isEqualTo(expected.length()).isEqualTo(Duration.ofMillis(257 * 40));
        assertThat(data(target, track)).isEqualTo(data(folder.resolve("whole.mp4"), expected));
    }

    /** The samples, and the numbers of fragments. */
    private static List<ByteBuffer> data(Path file, TrackFile track) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return track.fragments().stream()
                .map(each -> ByteBuffer.wrap(
                        Arrays.copyOfRange(all, (int) each.first().start(), (int) each.end())))
                .toList();
    }

    @Test
    void fragmentsAreNumberedFromOneOn() throws IOException {
        TrackFile track = SegmentJoin.join(three(), target);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(target));
        // After the header of moof: the size, type, version and flags of mfhd.
        assertThat(track.fragments().stream().map(each -> bytes.getInt((int) each.start() + 8 + 12)))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** A box of 3 GiB, in a sparse file: offsets have 64 bits. */
    @Test
    void otherBoxesAreRefusedWhateverTheirSize() throws IOException {
        long large = 3L << 30;
        Path file = folder.resolve("segment-0");
        byte[] head = segment(0).bytes();
        Files.write(file, head);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer free = ByteBuffer.wrap(
                    CraftedTrack.join(CraftedTrack.ints(1), "free".getBytes(StandardCharsets.US_ASCII), longs(large)));
            channel.write(free, head.length);
            channel.write(ByteBuffer.wrap(new byte[1]), head.length + large - 1);
        }

        assertThatThrownBy(() -> SegmentJoin.join(List.of(new Piece(file, range(0, true))), target))
                .isInstanceOf(PackagingException.class)
                .hasMessage("segment-0: no box 'moof' at place 7");
    }

    private static byte[] longs(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void segmentsThatDoNotFitAreRefused(String sentence, Consumer<CraftedTrack> flaw) throws IOException {
        List<Piece> pieces = three();
        CraftedTrack second = segment(1);
        flaw.accept(second);
        pieces.set(1, piece(1, false, second.bytes()));

        assertThatThrownBy(() -> SegmentJoin.join(pieces, target))
                .isInstanceOf(PackagingException.class)
                .hasMessageStartingWith("segment-1: ")
                .hasMessageContaining(sentence);
        assertThat(target).doesNotExist();
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("frame 150 is missing; it has 50 of frames 100 to 200", track -> track.fragments = 1),
                flaw("frame 190 is missing", track -> track.lastSamples = 40),
                flaw("is frame 200, outside of frames 100 to 200", track -> track.fragments = 3),
                flaw("is frame 0, outside of frames 100 to 200", track -> track.firstTime = 0),
                flaw("is frame 200, outside of frames 100 to 200", track -> track.firstTime += TICKS),
                flaw("it is shown from tick 51300 on, not from tick 51200 on", track -> track.firstTime += 100),
                flaw("does not begin with a key frame", track -> track.firstFlags = 0x10000),
                flaw("2 edits", track -> track.edits = 2),
                flaw("no fragments", track -> track.fragments = 0));
    }

    private static Arguments flaw(String sentence, Consumer<CraftedTrack> flaw) {
        return Arguments.of(sentence, flaw);
    }

    @Test
    void otherTracksAreRefused() throws IOException {
        List<Piece> pieces = three();
        CraftedTrack larger = CraftedTrack.picture(128, 72, 8);
        larger.fragments = 2;
        larger.firstTime = FRAMES * TICKS;
        pieces.set(1, piece(1, false, larger.bytes()));

        assertThatThrownBy(() -> SegmentJoin.join(pieces, target))
                .hasMessage("segment-1: its sample entry differs from that of the first segment");
    }

    @Test
    void theTimesOfEditListsAreTakenOff() throws IOException {
        CraftedTrack moved = segment(1);
        moved.mediaTime = 1024;
        moved.firstTime += 1024;
        List<Piece> pieces = three();
        pieces.set(1, piece(1, false, moved.bytes()));

        assertThat(SegmentJoin.join(pieces, target).length()).isEqualTo(Duration.ofMillis(257 * 40));
    }

    @Test
    void aSegmentInAnotherPlaceIsRefused() throws IOException {
        List<Piece> pieces = three();

        assertThatThrownBy(() -> SegmentJoin.join(List.of(pieces.get(0), pieces.get(2)), target))
                .hasMessage("segment-2: it begins at tick 102400, the segment before ends at 51200");
        assertThatThrownBy(() -> SegmentJoin.join(List.of(pieces.get(0), pieces.get(0)), target))
                .hasMessage("segment-0: it begins at tick 0, the segment before ends at 51200");
    }

    @Test
    void anExistingTargetIsKept() throws IOException {
        Files.writeString(target, "mine");

        assertThatThrownBy(() -> SegmentJoin.join(three(), target)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
    }

    @Test
    void anIndexHasAtMost65535Fragments() throws IOException {
        CraftedTrack track = CraftedTrack.picture(64, 36, 8);
        track.samples = 1;
        track.fragments = 40_000;
        Path one = Files.write(folder.resolve("segment-0"), track.bytes());
        track.firstTime = 40_000 * TICKS;
        Path two = Files.write(folder.resolve("segment-1"), track.bytes());

        assertThatThrownBy(() -> SegmentJoin.join(
                        List.of(
                                new Piece(one, new FrameRange(25, 1, 0, 40_000, false)),
                                new Piece(two, new FrameRange(25, 1, 40_000, 80_000, true))),
                        target))
                .hasMessage("80000 fragments; an index has 65535 at most");
        assertThat(target).doesNotExist();
    }

    @Test
    void truncatedSegmentsAreRefused() throws IOException {
        CraftedTrack track = segment(0);
        track.behind = "";
        byte[] whole = track.bytes();
        for (int length = 0; length < whole.length; length += 7) {
            Piece piece = piece(0, false, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SegmentJoin.join(List.of(piece), target))
                    .as("cut at %d", length)
                    .isInstanceOf(PackagingException.class);
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void arbitraryBytesAreJoinedOrRefused() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = segment(0).bytes();
        for (int round = 0; round < 500; round++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Piece piece = piece(0, true, bytes);
            try {
                assertThat(SegmentJoin.join(List.of(piece), target).fragments())
                        .as("seed %d", seed)
                        .isNotEmpty();
            } catch (PackagingException e) {
                assertThat(target).as("seed %d", seed).doesNotExist();
            }
            Files.deleteIfExists(target);
        }
    }
}

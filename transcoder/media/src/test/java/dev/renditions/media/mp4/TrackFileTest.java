package dev.renditions.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.Size;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TrackFileTest {
    private static final byte[] FTYP = "ftyp".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void findsFragmentsAndKeyFrames() throws IOException {
        byte[] bytes = CraftedTrack.picture(640, 360, 100).bytes();
        TrackFile track = read(bytes);

        assertThat(track.fragments()).hasSize(8);
        assertThat(track.start(3)).isEqualTo(Duration.ofSeconds(6));
        assertThat(track.length()).isEqualTo(Duration.ofSeconds(16));
        assertThat(track.sampleRate()).isEqualTo(25);
        Fragment second = track.fragments().get(1);
        assertThat(second.start()).isEqualTo(track.fragments().get(0).end());
        assertThat(typeAt(bytes, second.start())).isEqualTo("moof");
        assertThat(second.first().end() - second.first().start()).isEqualTo(100);
        assertThat(bytes[(int) second.first().start() + 4]).isEqualTo(CraftedTrack.IDR);
        assertThat(second.first().sync()).isTrue();
        assertThat(typeAt(bytes, track.headerEnd())).isEqualTo("sidx");
        assertThat(track.indexEnd()).isEqualTo(track.fragments().get(0).start());
    }

    @Test
    void reorderedFramesArePresentedFromZero() throws IOException {
        TrackFile track = read(CraftedTrack.reordered().bytes());

        assertThat(track.presented(0)).isZero();
        assertThat(track.presented(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(track.start(0)).isZero();
        assertThat(track.start(1)).isEqualTo(Duration.ofMillis(1960));
        assertThat(track.length()).isEqualTo(Duration.ofSeconds(16));
        assertThat(track.sampleRate()).isEqualTo(25);
    }

    @Test
    void marksEveryFragmentAndChangesNothingElse() throws IOException {
        CraftedTrack track = CraftedTrack.reordered();
        track.accessPoint = 0x80000000;
        Path file = Files.write(folder.resolve("track.mp4"), track.bytes());
        assertThatThrownBy(() -> TrackFile.read(file)).hasMessageContaining("access point");
        SegmentIndexWriter.markAccessPoints(file);
        track.accessPoint = SegmentIndex.ACCESS_POINT;

        assertThat(Files.readAllBytes(file)).isEqualTo(track.bytes());
        SegmentIndexWriter.markAccessPoints(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(track.bytes());
    }

    @Test
    void doesNotWriteThroughLinks() throws IOException {
        byte[] bytes = CraftedTrack.reordered().bytes();
        Path elsewhere = Files.write(folder.resolve("elsewhere.mp4"), bytes);
        Path link = Files.createSymbolicLink(folder.resolve("track.mp4"), elsewhere);

        assertThatThrownBy(() -> SegmentIndexWriter.markAccessPoints(link)).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(bytes);
    }

    @Test
    void audioPlaysFromItsFirstSample() throws IOException {
        TrackFile track = read(CraftedTrack.sound(2).bytes());

        assertThat(track.start(0)).isZero();
        assertThat(track.start(1)).isEqualTo(Duration.ofNanos(2_005_333_000));
        assertThat(track.length()).isEqualTo(Duration.ofNanos(16_042_667_000L));
    }

    @Test
    void codecsAreReadFromTheirConfigurations() throws IOException {
        assertThat(read(CraftedTrack.picture(640, 360, 100).bytes()).header().entry())
                .isEqualTo(new SampleEntry.Picture("avc1.64001f", new Size(640, 360), VideoCodec.H264, 4));
        assertThat(read(CraftedTrack.sound(1).bytes()).header().entry())
                .isEqualTo(new SampleEntry.Sound("mp4a.40.2", 1, 48000));
        assertThat(read(CraftedTrack.sound(7).bytes()).header().entry())
                .isEqualTo(new SampleEntry.Sound("mp4a.40.2", 8, 48000));
    }

    @Test
    void hevcCodecStringFollowsItsRegistration() {
        byte[] config = new byte[23];
        config[1] = 0x01;
        ByteBuffer.wrap(config).putInt(2, 0x60000000);
        config[6] = (byte) 0xB0;
        config[12] = 93;
        config[21] = 0x0F;
        byte[] stsd = CraftedTrack.stsd("hvc1", CraftedTrack.visual(1280, 720), CraftedTrack.box("hvcC", config));

        assertThat(SampleEntry.parse(ByteBuffer.wrap(stsd)))
                .isEqualTo(new SampleEntry.Picture("hvc1.1.6.L93.B0", new Size(1280, 720), VideoCodec.HEVC, 4));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            4,   12, 1, 1, 1, 0, av01.0.04M.08
            4,   12, 2, 2, 2, 0, av01.0.04M.08
            8,   12, 6, 6, 6, 0, av01.0.08M.08.0.110.06.06.06.0
            8,   12, 1, 1, 1, 1, av01.0.08M.08.0.110.01.01.01.1
            37, 204, 1, 1, 1, 0, av01.1.05H.10
            13,  78, 9, 16, 9, 0, av01.0.13M.10.0.112.09.16.09.0
            64,  96, 1, 1, 1, 0, av01.2.00M.12.0.000.01.01.01.0
            4,   28, 1, 1, 1, 0, av01.0.04M.08.1.110.01.01.01.0
            """)
    void av1CodecStringFollowsItsBinding(
            int profile, int flags, short primaries, short transfer, short matrix, int range, String codec) {
        byte[] config = CraftedTrack.box("av1C", new byte[] {(byte) 0x81, (byte) profile, (byte) flags, 0});
        ByteBuffer color = ByteBuffer.allocate(11).put("nclx".getBytes(StandardCharsets.US_ASCII));
        color.putShort(primaries).putShort(transfer).putShort(matrix).put((byte) (range << 7));
        byte[] stsd = CraftedTrack.stsd(
                "av01", CraftedTrack.visual(1280, 720), config, CraftedTrack.box("colr", color.array()));

        assertThat(SampleEntry.parse(ByteBuffer.wrap(stsd)))
                .isEqualTo(new SampleEntry.Picture(codec, new Size(1280, 720), VideoCodec.AV1, 0));
    }

    @Test
    void eac3ChannelsAreReadFromItsConfiguration() throws IOException {
        assertThat(read(CraftedTrack.eac3(true).bytes()).header().entry())
                .isEqualTo(new SampleEntry.Sound("ec-3", 6, 48000, 0xF801));
        assertThat(read(CraftedTrack.eac3(false).bytes()).header().entry())
                .isEqualTo(new SampleEntry.Sound("ec-3", 2, 48000, 0xA000));
        assertThat(read(CraftedTrack.eac3(true).bytes()).length()).isEqualTo(Duration.ofSeconds(16));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,   0, 0, 2 independent and 0 dependent substreams
            0,   0, 2, 1 independent and 1 dependent substreams
            0, 192, 0, sample rate code 3
            """)
    void refusesOtherEac3(byte substreams, int rate, byte dependent, String reason) {
        byte[] config = {0, substreams, (byte) (rate | 16 << 1), 15, dependent};
        byte[] stsd = CraftedTrack.stsd("ec-3", new byte[28], CraftedTrack.box("dec3", config));

        assertThatThrownBy(() -> SampleEntry.parse(ByteBuffer.wrap(stsd)))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void reportsWhyATrackCannotBePackaged(String sentence, Consumer<CraftedTrack> flaw) {
        CraftedTrack track = CraftedTrack.reordered();
        flaw.accept(track);

        assertThatThrownBy(() -> read(track.bytes()))
                .isInstanceOf(PackagingException.class)
                .hasMessageStartingWith("track.mp4: ")
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("begins at tick 512, the previous one ends at 0", track -> track.firstTime = 512),
                flaw("the index says", track -> track.indexBias = 1),
                flaw("2 edits", track -> track.edits = 2),
                flaw("it does not play from its first sample", track -> track.mediaTime = 512),
                flaw("negative composition offset: -512", track -> flawed(track, 2, -512)),
                flaw("is presented from tick 512 on, not from tick 0", track -> flawed(track, 0, 1024)),
                flaw("does not start with a stream access point", track -> track.accessPoint = 0x80000000),
                flaw("no fragments", track -> track.fragments = 0),
                flaw("a box 'free'", track -> track.behind = "free"));
    }

    private static void flawed(CraftedTrack track, int sample, int ticks) {
        track.flawedSample = sample;
        track.flawedTicks = ticks;
    }

    private static Arguments flaw(String sentence, Consumer<CraftedTrack> flaw) {
        return Arguments.of(sentence, flaw);
    }

    @Test
    void refusesTruncatedFiles() throws IOException {
        CraftedTrack track = CraftedTrack.picture(64, 36, 8);
        track.fragments = 1;
        track.behind = "";
        byte[] whole = track.bytes();
        assertThat(read(whole).fragments()).hasSize(1);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("cut at %d", length).isInstanceOf(PackagingException.class);
        }
    }

    @Test
    void arbitraryBytesAreReadOrRefused() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CraftedTrack track = CraftedTrack.picture(64, 36, 8);
        track.fragments = 2;
        byte[] whole = track.bytes();
        for (int round = 0; round < 500; round++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(bytes).fragments()).as("seed %d", seed).isNotEmpty();
            } catch (PackagingException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("track.mp4: ");
            }
        }
    }

    @Test
    void refusesABoxLargerThanTheFile() {
        for (List<Integer> head : List.of(List.of(0x7FFFFFFF), List.of(7), List.of(0))) {
            byte[] bytes = CraftedTrack.join(CraftedTrack.ints(head.get(0)), FTYP);
            assertThatThrownBy(() -> read(bytes)).hasMessageContaining("claims");
        }
        byte[] large = CraftedTrack.join(CraftedTrack.ints(1), FTYP, CraftedTrack.ints(-1, -1));
        assertThatThrownBy(() -> read(large)).hasMessageContaining("claims 18446744073709551615");
    }

    private TrackFile read(byte[] bytes) throws IOException {
        return TrackFile.read(Files.write(folder.resolve("track.mp4"), bytes));
    }

    private static String typeAt(byte[] bytes, long offset) {
        return BoxReader.type(ByteBuffer.wrap(bytes, (int) offset + 4, 4));
    }
}

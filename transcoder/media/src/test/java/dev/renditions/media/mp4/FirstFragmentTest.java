package dev.renditions.media.mp4;

import static dev.renditions.testing.Boxes.box;
import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstFragmentTest {
    private static final int DURATION = 0x100;
    private static final int SIZE = 0x200;
    private static final int COMPOSITION = 0x800;

    private static final byte[] MOOV = box("moov", trak(1, "vide", 12_800), trak(2, "soun", 48_000));

    @TempDir
    private Path folder;

    @Test
    void videoDelayIsTheMostNegativeOffset() throws IOException {
        byte[] video = run(DURATION | SIZE | COMPOSITION, 512, 9, 0, 512, 9, 1536, 512, 9, -1024, 512, 9, -512);

        assertThat(read(MOOV, moof(1, video)).videoLate()).isEqualTo(Duration.ofMillis(80));
        assertThat(read(MOOV, moof(2, video)).videoLate()).as("another track").isZero();
        assertThat(read(MOOV, moof(1, run(SIZE, 9, 9))).videoLate())
                .as("without offsets")
                .isZero();
    }

    @Test
    void detectsAStretchedFirstAudioPacket() throws IOException {
        assertThat(read(MOOV, moof(2, run(DURATION, 3840, 1024, 1024))).soundStretched())
                .isEqualTo(Duration.ofNanos(58_666_666));
        assertThat(read(MOOV, moof(2, run(DURATION, 1100, 1024))).soundStretched())
                .isZero();
        assertThat(read(MOOV, moof(2, run(DURATION, 3840))).soundStretched())
                .as("one packet")
                .isZero();
    }

    @Test
    void fileWithoutFragmentsOrBrokenFileHasNone() throws IOException {
        byte[] whole = join(MOOV, moof(1, run(COMPOSITION, -1024)));

        assertThat(read(MOOV)).isEqualTo(FirstFragment.NONE);
        assertThat(read(moof(1, run(COMPOSITION, -1024)))).isEqualTo(FirstFragment.NONE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(FirstFragment.NONE);
        }
    }

    private FirstFragment read(byte[]... boxes) throws IOException {
        return FirstFragment.of(Files.write(folder.resolve("film.mp4"), join(boxes)));
    }

    private static byte[] trak(int id, String handler, int timescale) {
        return box(
                "trak",
                full("tkhd", 0, 0, ints(0, 0, id, 0)),
                box(
                        "mdia",
                        full("mdhd", 0, 0, ints(0, 0, timescale, 0)),
                        full("hdlr", 0, 0, ints(0), text(handler), new byte[13])));
    }

    private static byte[] moof(int track, byte[] run) {
        return box("moof", box("traf", full("tfhd", 0, 0, ints(track)), run));
    }

    /** A run whose samples have these fields. */
    private static byte[] run(int flags, int... fields) {
        return full("trun", 1, flags, ints(fields.length / Integer.bitCount(flags)), ints(fields));
    }
}

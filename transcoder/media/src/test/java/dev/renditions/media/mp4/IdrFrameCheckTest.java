package dev.renditions.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragments begin with a frame that needs no other, in each codec. */
final class IdrFrameCheckTest {
    @TempDir
    Path folder;

    @Test
    void acceptsKeyFramesOfEachCodec() throws IOException {
        assertThat(firstWithout(CraftedTrack.picture(64, 36, 20))).isEqualTo(-1);
        assertThat(firstWithout(CraftedTrack.hevc(64, 36, 20))).isEqualTo(-1);
        assertThat(firstWithout(CraftedTrack.av1(64, 36, 20))).isEqualTo(-1);
    }

    /** A clean random access picture of HEVC (21) and a broken link (16) allow frames before them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 21})
    void refusesOtherFramesOfHevc(int type) throws IOException {
        CraftedTrack track = CraftedTrack.hevc(64, 36, 20);
        track.firstUnit = (byte) (type << 1);
        assertThat(firstWithout(track)).isZero();
    }

    /** A frame that exists already, other types of frames, and a key frame that is not shown. */
    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x90, 0x30, 0x50, 0x70, 0x00})
    void refusesOtherFramesOfAv1(int header) throws IOException {
        CraftedTrack track = CraftedTrack.av1(64, 36, 20);
        track.firstHead = new byte[] {1 << 3 | 2, 1, 0, 6 << 3, (byte) header};
        assertThat(firstWithout(track)).isZero();
    }

    @Test
    void skipsOtherUnitsOfAv1() throws IOException {
        CraftedTrack track = CraftedTrack.av1(64, 36, 40);
        // A sequence header with an extension, metadata with a length of two bytes, and a frame header.
        byte[] metadata = new byte[3 + 4];
        metadata[0] = 5 << 3 | 2;
        metadata[1] = (byte) 0x84;
        track.firstHead = CraftedTrack.join(
                new byte[] {1 << 3 | 4 | 2, 0, 2, 0, 0}, metadata, new byte[] {3 << 3 | 2, 1, CraftedTrack.KEY_FRAME});
        assertThat(firstWithout(track)).isEqualTo(-1);
    }

    @Test
    void refusesAv1WithoutASequenceHeader() throws IOException {
        CraftedTrack track = CraftedTrack.av1(64, 36, 20);
        track.firstHead = new byte[] {6 << 3, CraftedTrack.KEY_FRAME};
        assertThat(firstWithout(track)).isZero();
    }

    @Test
    void refusesAv1WithoutAFrame() throws IOException {
        CraftedTrack track = CraftedTrack.av1(64, 36, 20);
        track.firstHead = new byte[] {1 << 3};
        assertThat(firstWithout(track)).isZero();
    }

    private int firstWithout(CraftedTrack crafted) throws IOException {
        Path file = crafted.write(folder.resolve("track.mp4"));
        TrackFile track = TrackFile.read(file);
        SampleEntry.Picture picture = (SampleEntry.Picture) track.header().entry();
        return IdrFrameCheck.firstWithoutIdr(file, track, picture);
    }
}

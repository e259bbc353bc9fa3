package dev.renditions.packaging.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.DashSchema;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package of several audio tracks and codecs conforms to every rule, and each changed text is reported. */
final class GroupConformanceTest {
    @TempDir
    Path folder;

    @BeforeEach
    void packaged() throws IOException {
        SeveralCodecs.write(folder);
    }

    @Test
    void writtenPackageConforms() {
        Conformance.assertConformant(folder, SeveralCodecs.SEGMENT);
        assertThatNoException().isThrownBy(() -> DashSchema.validate(folder.resolve("manifest.mpd")));
    }

    @EachBrokenGroupRule
    void changedTextBreaksItsRule(String clause, String file, String pattern, String replacement) throws IOException {
        BrokenPackage.assertBreaks(clause, folder, file, pattern, replacement, SeveralCodecs.SEGMENT);
    }

    @Test
    void findsRungsOfOneCodecWithOtherFragments() {
        CraftedTrack twice = CraftedTrack.av1(320, 180, 200);
        twice.samples = 25;
        twice.fragments = 16;
        twice.write(folder.resolve("x2.mp4"));

        assertThat(Conformance.violations(folder, SeveralCodecs.SEGMENT))
                .contains("ISO/IEC 23009-1, 5.3.3.2: manifest.mpd: x2.mp4: its fragments are not at the times of those"
                        + " of x1.mp4");
    }

    @Test
    void findsAnAv1SegmentWithoutAKeyFrame() {
        CraftedTrack between = CraftedTrack.av1(640, 360, 400);
        between.firstHead = new byte[] {1 << 3 | 2, 1, 0, 6 << 3, 0x30};
        between.write(folder.resolve("x1.mp4"));

        assertThat(Conformance.violations(folder, SeveralCodecs.SEGMENT))
                .containsExactly("Apple 7.4: x1.mp4: fragment 0 starts without an IDR frame");
    }

    @Test
    void findsSurroundAsTheOnlyAudio() {
        CraftedTrack.sound(6).write(folder.resolve("en.mp4"));

        assertThat(Conformance.violations(folder, SeveralCodecs.SEGMENT))
                .contains("Apple 2.3: en.m3u8: the first audio group has mp4a.40.2 with 6 channels, not stereo in AAC");
    }
}

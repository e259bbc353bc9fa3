package dev.renditions.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Boxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruncatedMovieTest {
    private static final byte[] WHOLE = Boxes.join(
            Boxes.box("ftyp", new byte[16]), Boxes.box("moof", new byte[40]), Boxes.box("mdat", new byte[60]));

    @TempDir
    private Path folder;

    @Test
    void completeFileIsNotTruncated() throws IOException {
        assertThat(brokenOff(WHOLE)).isFalse();
        assertThat(brokenOff(Boxes.join(WHOLE, new byte[30])))
                .as("zeros at the end")
                .isFalse();
        assertThat(brokenOff(new byte[0])).as("an empty file").isFalse();
    }

    @Test
    void findsATruncatedFragment() throws IOException {
        assertThat(brokenOff(Arrays.copyOf(WHOLE, WHOLE.length - 1)))
                .as("in its data")
                .isTrue();
        assertThat(brokenOff(Arrays.copyOf(WHOLE, 24 + 20))).as("in its header").isTrue();
    }

    @Test
    void ignoresATruncatedBoxOfAnotherType() throws IOException {
        byte[] free = Boxes.box("free", new byte[60]);

        assertThat(brokenOff(Boxes.join(WHOLE, Arrays.copyOf(free, 40)))).isFalse();
    }

    private boolean brokenOff(byte[] file) throws IOException {
        return TruncatedMovie.of(Files.write(folder.resolve("film.mp4"), file)).isPresent();
    }
}

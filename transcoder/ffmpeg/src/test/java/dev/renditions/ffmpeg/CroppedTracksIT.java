package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import dev.renditions.testing.Boxes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges that a container hides are cropped, and the rest is not stretched. */
@Timeout(120)
class CroppedTracksIT {
    @TempDir
    private Path folder;

    /** A clean aperture of the right half. */
    @ParameterizedTest
    @ValueSource(strings = {"poster", "mp4-360p"})
    void onlyTheCleanApertureOfAnMp4IsShown(String profile) throws IOException {
        Path whole = TestMedia.make(
                folder.resolve("whole"),
                Quadrants.source(new Size(320, 240)) + " -t 1 -c:v libx264 -preset ultrafast -f mp4");
        byte[] clap = Boxes.box("clap", Boxes.ints(160, 1, 240, 1, 80, 1, 0, 1));
        Path source = Files.write(folder.resolve("source"), withBoxInSampleEntry(Files.readAllBytes(whole), clap));
        Size shown = new Size(160, 240);

        assertThat(Rendering.TRANSCODER.probe(source).mainVideo().orElseThrow().displayed())
                .isEqualTo(shown);
        Path output = Rendering.render(source, Rendering.builtIn(profile), folder.resolve("output"));
        assertThat(Quadrants.corners(output, shown, folder)).isEqualTo("GGWW");
    }

    /** Adds a box at the end of the first sample entry. */
    private static byte[] withBoxInSampleEntry(byte[] mp4, byte[] box) {
        String text = new String(mp4, StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.wrap(mp4);
        int entry = text.indexOf("avc1", text.indexOf("stsd")) - 4;
        int end = entry + bytes.getInt(entry);
        for (String type : new String[] {"moov", "trak", "mdia", "minf", "stbl", "stsd"}) {
            int size = text.indexOf(type) - 4;
            bytes.putInt(size, bytes.getInt(size) + box.length);
        }
        bytes.putInt(entry, bytes.getInt(entry) + box.length);
        return ByteBuffer.allocate(mp4.length + box.length)
                .put(mp4, 0, end)
                .put(box)
                .put(mp4, end, mp4.length - end)
                .array();
    }
}

package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.StreamHash;
import dev.renditions.testing.Boxes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each change of what the container states about a stream, beside the same packets, gives it another hash. */
@Timeout(120)
class OtherParametersIT extends HashScene {
    private static final int[] PRIMARIES = {13250, 34500, 7500, 3000, 34000, 16000, 15635, 16450};

    /** Boxes of a sample entry: all pairwise different hashes, and different from a film without a box. */
    @TestFactory
    Stream<DynamicTest> ofOneBox() {
        Map<String, byte[]> boxes = new LinkedHashMap<>();
        boxes.put("aspect 4:3", Boxes.box("pasp", Boxes.ints(4, 3)));
        boxes.put("aspect 3:4", Boxes.box("pasp", Boxes.ints(3, 4)));
        boxes.put("colors of BT.709", color(1, 1, 1, 0));
        boxes.put("other primaries", color(9, 1, 1, 0));
        boxes.put("other transfer", color(1, 16, 1, 0));
        boxes.put("other matrix", color(1, 1, 9, 0));
        boxes.put("other range", color(1, 1, 1, 0x80));
        boxes.put("aperture", Boxes.box("clap", Boxes.ints(160, 1, 180, 1, 80, 1, 0, 1)));
        boxes.put("other aperture", Boxes.box("clap", Boxes.ints(160, 1, 180, 1, -80, 1, 0, 1)));
        boxes.put("mastering display", mastering(10_000_000));
        boxes.put("other mastering display", mastering(10_000_001));
        boxes.put("light level", Boxes.box("clli", Boxes.shorts(1000, 400)));
        boxes.put("other maximum", Boxes.box("clli", Boxes.shorts(1001, 400)));
        boxes.put("other average", Boxes.box("clli", Boxes.shorts(1000, 401)));
        boxes.put("Dolby Vision 8.1", dolby(8, 1));
        boxes.put("Dolby Vision 8.4", dolby(8, 4));
        boxes.put("top field first", Boxes.box("fiel", Boxes.octets(2, 1)));
        boxes.put("bottom field first", Boxes.box("fiel", Boxes.octets(2, 6)));
        boxes.put("stereo side by side", Boxes.box("st3d", Boxes.octets(0, 0, 0, 0, 2)));
        Path film = make("-f lavfi -i testsrc2=s=320x180:r=25:d=0.2 -c:v mpeg4 -qscale 3 -bitexact", "mp4");
        Map<StreamHash, String> known = new LinkedHashMap<>(Map.of(hashes(film).get(0), "without a box"));
        return boxes.entrySet().stream()
                .map(box -> DynamicTest.dynamicTest(box.getKey(), () -> {
                    Path changed = Mp4Bytes.of(film)
                            .withBox("mp4v", 1, box.getValue())
                            .write(folder.resolve("box-" + known.size()));
                    StreamHash hash = hashes(changed).get(0);
                    assertThat(hash).isNotNull();
                    assertThat(known.put(hash, box.getKey()))
                            .as("has the same hash")
                            .isNull();
                }));
    }

    private static byte[] color(int primaries, int transfer, int matrix, int range) {
        return Boxes.box("colr", Boxes.text("nclx"), Boxes.shorts(primaries, transfer, matrix), Boxes.octets(range));
    }

    private static byte[] mastering(int most) {
        return Boxes.box("mdcv", Boxes.shorts(PRIMARIES), Boxes.ints(most, 1));
    }

    private static byte[] dolby(int profile, int compatibility) {
        return Boxes.box("dvvC", Boxes.octets(1, 0, profile << 1, 0x35, compatibility << 4), new byte[19]);
    }

    @Test
    void ofTheExtradata() {
        Path film = film();
        Mp4Bytes bytes = Mp4Bytes.of(film);
        // The last byte of the picture parameter set, without the High profile's four bytes after it.
        int last = bytes.position("avcC", 1) + 4 + 30;
        Path changed = bytes.with(last, bytes.at(last) ^ 1).write(folder.resolve("changed"));

        assertThat(hashes(changed).get(VIDEO))
                .isNotNull()
                .isNotEqualTo(hashes(film).get(VIDEO));
        assertThat(hashes(changed).get(AUDIO)).isEqualTo(hashes(film).get(AUDIO));
    }

    @ParameterizedTest
    @CsvSource({"libx265 -x265-params log-level=none, hvc1, hev1, mp4", "mpeg4, XVID, DIVX, avi"})
    void ofTheCodecTag(String codec, String one, String other, String extension) {
        Path film = make("-f lavfi -i testsrc2=s=320x180:r=25:d=0.2 -c:v " + codec + " -tag:v " + one, extension);
        Path changed = copy(film, "-i SOURCE -tag:v " + other, extension);

        assertThat(hashes(film).get(0)).isNotNull();
        assertThat(hashes(changed).get(0)).isNotNull().isNotEqualTo(hashes(film).get(0));
    }

    /** Rotation, mirroring and 2x2 transforms that no rotation has. */
    @Test
    void ofTheDisplayMatrix() {
        Path film = film();
        Map<StreamHash, Integer> hashes = new LinkedHashMap<>();
        hashes.put(hashes(film).get(VIDEO), 0);
        // Each of the four numbers of the matrix, in the track header of the video.
        for (int offset : List.of(44, 48, 56, 60)) {
            Mp4Bytes bytes = Mp4Bytes.of(film);
            int at = bytes.position("tkhd", 1) + offset;
            Path changed = bytes.with(at + 1, bytes.at(at + 1) ^ 1).write(folder.resolve("matrix-" + offset));
            assertThat(hashes.put(hashes(changed).get(VIDEO), offset))
                    .as("offset %d", offset)
                    .isNull();
        }
    }

    /** In a PNG the order of fields is stated by the container alone. */
    @Test
    void ofTheOrderOfFields() {
        String encode = "-f lavfi -i testsrc2=s=320x180:r=25:d=0.2 -vf setfield=";
        Map<StreamHash, String> hashes = new LinkedHashMap<>();
        for (String order : List.of("prog", "tff", "bff")) {
            Path film = make(encode + order + " -c:v png", "mov");
            assertThat(hashes.put(hashes(film).get(0), order)).as(order).isNull();
        }
    }

    /** Silence: the packets are equal. */
    @Test
    void ofTheChannelLayout() {
        Map<StreamHash, String> hashes = new LinkedHashMap<>();
        for (String layout : List.of("quad", "4.0", "3.1", "2.1", "3.0")) {
            Path sound = make("-f lavfi -i anullsrc=channel_layout=" + layout + " -t 1 -c:a pcm_s16le", "mov");
            assertThat(hashes.put(hashes(sound).get(0), layout)).as(layout).isNull();
        }
    }

    /** Bytes of the header of a WAV: sample rate, channels, format. */
    @ParameterizedTest
    @ValueSource(ints = {24, 22})
    void ofTheHeaderOfAWav(int position) throws IOException {
        Path sound = make("-f lavfi -i anullsrc=r=44100 -t 1 -c:a pcm_s16le", "wav");
        byte[] bytes = Files.readAllBytes(sound);
        bytes[position]--;
        Path changed = Files.write(folder.resolve("changed"), bytes);

        assertThat(hashes(sound).get(0)).isNotNull();
        assertThat(hashes(changed).get(0))
                .isNotNull()
                .isNotEqualTo(hashes(sound).get(0));
    }

    /** The delay and the padding that the header of an MP3 states. */
    @Test
    void ofTheDelayOfAnMp3() throws IOException {
        Path sound = make("-f lavfi -i sine=f=440:r=44100:d=2 -c:a libmp3lame", "mp3");
        byte[] bytes = Files.readAllBytes(sound);
        int delay = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Lavc") + 21;
        StreamHash hash = hashes(sound).get(0);
        for (int offset : List.of(0, 2)) {
            byte[] other = bytes.clone();
            other[delay + offset] ^= 1;
            Path changed = Files.write(folder.resolve("delay-" + offset), other);
            assertThat(hashes(changed).get(0))
                    .as("offset %d", offset)
                    .isNotNull()
                    .isNotEqualTo(hash);
        }
    }

    /** Opaque and half transparent: the same colors. */
    @Test
    void ofTheAlphaChannel() {
        String source = "-f lavfi -i color=red:s=320x180:r=25:d=0.2,format=yuva444p10le,colorchannelmixer=aa=";
        Path opaque = make(source + "1 -c:v prores_ks -profile:v 4444", "mov");
        Path half = make(source + "0.5 -c:v prores_ks -profile:v 4444", "mov");

        assertThat(hashes(opaque).get(0)).isNotNull();
        assertThat(hashes(half).get(0)).isNotNull().isNotEqualTo(hashes(opaque).get(0));
    }

    /** Matroska has other times and other side data. */
    @Test
    void ofTheContainer() {
        Path film = film();

        assertThat(hashes(copy(film, "-i SOURCE -map 0", "mkv")).values())
                .hasSize(2)
                .doesNotContainAnyElementsOf(hashes(film).values());
    }
}

package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.StreamHash;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each change of the packets of one stream, or of their times, gives that stream another hash, and only that one. */
@Timeout(120)
class OtherPacketsIT extends HashScene {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-i SOURCE -map 0 -bsf:v noise=drop=not(n-5)",
                "-i SOURCE -map 0 -bsf:v noise=drop=not(n-49)",
                "-i SOURCE -map 0 -bsf:v setts=pts=PTS+not(N-5)",
                "-i SOURCE -map 0 -bsf:v setts=dts=DTS-not(N-5)",
                "-i SOURCE -map 0 -bsf:v setts=duration=DURATION+not(N-49)",
                "-i SOURCE -map 0 -bsf:v setts=ts=TS*2:duration=DURATION*2",
                "-itsoffset 0.2 -i SOURCE -i SOURCE -map 0:v -map 1:a",
                "-itsoffset 0.001 -i SOURCE -i SOURCE -map 0:v -map 1:a",
                "-display_rotation 90 -i SOURCE -map 0",
                "-display_rotation 180 -i SOURCE -map 0",
                "-display_hflip -i SOURCE -map 0",
                "-display_vflip -i SOURCE -map 0",
                "-i SOURCE -map 0 -aspect 4:3",
                "-i SOURCE -map 0 -tag:v avc3",
                "-i SOURCE -map 0 -bsf:v h264_metadata=colour_primaries=9",
                "-i SOURCE -map 0 -bsf:v h264_metadata=transfer_characteristics=16",
                "-i SOURCE -map 0 -bsf:v h264_metadata=matrix_coefficients=9",
                "-i SOURCE -map 0 -bsf:v h264_metadata=video_full_range_flag=1",
                "-i SOURCE -map 0 -bsf:v h264_metadata=chroma_sample_loc_type=2",
                "-i SOURCE -map 0 -bsf:v h264_metadata=crop_right=16",
            })
    void ofTheVideo(String arguments) {
        assertOnlyChanged(VIDEO, arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-i SOURCE -map 0 -bsf:a noise=drop=not(n-5)",
                "-i SOURCE -map 0 -bsf:a noise=drop=not(n-87)",
                "-i SOURCE -map 0 -bsf:a setts=ts=TS+floor(N/50)",
                "-i SOURCE -map 0 -bsf:a setts=duration=DURATION-not(N-87)",
                "-i SOURCE -itsoffset 0.2 -i SOURCE -map 0:v -map 1:a",
                "-i SOURCE -itsoffset 0.001 -i SOURCE -map 0:v -map 1:a",
            })
    void ofTheAudio(String arguments) {
        assertOnlyChanged(AUDIO, arguments);
    }

    private void assertOnlyChanged(int stream, String arguments) {
        Path film = film();
        Map<Integer, StreamHash> before = hashes(film);
        Map<Integer, StreamHash> after = hashes(copy(film, arguments, "mp4"));

        assertThat(before).containsOnlyKeys(VIDEO, AUDIO);
        assertThat(after).containsOnlyKeys(VIDEO, AUDIO);
        assertThat(after.get(stream)).isNotEqualTo(before.get(stream));
        assertThat(after.get(1 - stream)).isEqualTo(before.get(1 - stream));
    }

    /** Each bit of a byte in the middle of the packets of a stream. */
    @ParameterizedTest
    @CsvSource({"0:v, mp4", "0:a, m4a"})
    void ofOneBit(String stream, String extension) {
        Path film = copy(film(), "-i SOURCE -map " + stream, extension);
        StreamHash hash = hashes(film).get(0);
        Mp4Bytes bytes = Mp4Bytes.of(film);
        int middle = bytes.position("moov", 0) / 2;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            Path changed = bytes.with(middle, bytes.at(middle) ^ 1 << bit).write(folder.resolve("bit-" + bit));
            assertThat(hashes(changed).get(0)).as("bit %d", bit).isNotNull().isNotEqualTo(hash);
        }
    }

    /** The same packets with another border between two of them. */
    @Test
    void ofABorder() {
        Path sound = make("-f lavfi -i sine=f=440:r=44100:d=2 -c:a libmp3lame -write_xing 0 -id3v2_version 0", "mp3");
        Path film = copy(sound, "-i SOURCE", "mp4");
        Mp4Bytes bytes = Mp4Bytes.of(film);
        int sizes = bytes.position("stsz", 1) + 16;
        int first = sizes + 3;
        int second = sizes + 7;

        Path changed = bytes.with(first, bytes.at(first) + 1)
                .with(second, bytes.at(second) - 1)
                .write(folder.resolve("border"));

        assertThat(hashes(changed).get(0)).isNotNull().isNotEqualTo(hashes(film).get(0));
    }

    /** An edit list that begins at another sample, and one that is longer. */
    @ParameterizedTest
    @CsvSource({
        // The priming of the audio: 1024 samples.
        "1, 2, 19, 1",
        "1, 2, 18, 2",
        // The start of the video, and its length.
        "0, 1, 18, 6",
        "0, 1, 15, 1",
    })
    void ofAnEditList(int stream, int track, int offset, int value) {
        Path film = film();
        Path changed = Mp4Bytes.of(film).with("elst", track, offset, value).write(folder.resolve("edited"));

        assertThat(hashes(changed).get(stream))
                .isNotNull()
                .isNotEqualTo(hashes(film).get(stream));
        assertThat(hashes(changed).get(1 - stream)).isEqualTo(hashes(film).get(1 - stream));
    }
}

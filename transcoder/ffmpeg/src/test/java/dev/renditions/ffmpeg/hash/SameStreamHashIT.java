package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.StreamHash;
import dev.renditions.testing.Boxes;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with the same streams have the same hashes. */
@Timeout(120)
class SameStreamHashIT extends HashScene {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-i SOURCE -map 0 -metadata title=Other -metadata:s:a:0 language=deu -disposition:a:0 0 | mp4",
                "-i SOURCE -map 0 -movflags +faststart                                                 | mp4",
                "-i SOURCE -map 0                                                                      | mov",
                "-i SOURCE -map 0 -brand mp42 -map_chapters -1                                         | mp4",
                "-i SOURCE -map 0 -video_track_timescale 90000                                         | mp4",
                "-i SOURCE -map 0 -chunk_duration 100000                                               | mp4",
            })
    void wrappedAgain(String arguments, String extension) {
        Path film = film();
        Map<Integer, StreamHash> hashes = hashes(film);

        assertThat(hashes).containsOnlyKeys(VIDEO, AUDIO);
        assertThat(hashes.get(VIDEO)).isNotEqualTo(hashes.get(AUDIO));
        assertThat(hashes(copy(film, arguments, extension))).isEqualTo(hashes);
        assertThat(hashes(film)).isEqualTo(hashes);
    }

    @Test
    void fromMp4ToMovAndBack() {
        Path film = film();
        Path movie = copy(film, "-i SOURCE -map 0", "mov");

        assertThat(hashes(copy(movie, "-i SOURCE -map 0", "mp4"))).isEqualTo(hashes(film));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libx265 -x265-params log-level=none -tag:v hvc1 | alac",
                "mpeg4 -bf 2                                     | aac",
                "libx264 -pix_fmt yuv420p10le                    | aac -ac 6",
            })
    void otherCodecs(String video, String audio) {
        Path film = make(FILM.replaceFirst("-c:v .*-c:a .*", "-c:v " + video + " -c:a " + audio), "mp4");
        Map<Integer, StreamHash> hashes = hashes(film);

        assertThat(hashes).containsOnlyKeys(VIDEO, AUDIO);
        assertThat(hashes(copy(film, "-i SOURCE -map 0", "mov"))).isEqualTo(hashes);
    }

    @Test
    void tracksRemovedAndReordered() {
        Path film = film();
        Map<Integer, StreamHash> hashes = hashes(film);

        assertThat(hashes(copy(film, "-i SOURCE -map 0:v", "mp4"))).isEqualTo(Map.of(0, hashes.get(VIDEO)));
        assertThat(hashes(copy(film, "-i SOURCE -map 0:a", "mp4"))).isEqualTo(Map.of(0, hashes.get(AUDIO)));
        assertThat(hashes(copy(film, "-i SOURCE -map 0:a -map 0:v", "mp4")))
                .isEqualTo(Map.of(0, hashes.get(AUDIO), 1, hashes.get(VIDEO)));
    }

    @Test
    void tracksAdded() {
        Path film = film();
        Path sound = make("-f lavfi -i sine=f=300:r=48000:d=3 -c:a aac", "m4a");
        Map<Integer, StreamHash> hashes = hashes(film);

        Map<Integer, StreamHash> more = hashes(copy(film, "-i SOURCE -i file:" + sound + " -map 0 -map 1", "mp4"));

        assertThat(more).containsAllEntriesOf(hashes).containsOnlyKeys(0, 1, 2);
        assertThat(more.get(2)).isEqualTo(hashes(sound).get(0));
    }

    /** Rotation and aspect are kept by a copy. */
    @Test
    void rotatedFilm() {
        Path film = copy(film(), "-display_rotation 90 -i SOURCE -map 0 -aspect 4:3", "mp4");

        assertThat(hashes(copy(film, "-i SOURCE -map 0 -movflags +faststart", "mov")))
                .isEqualTo(hashes(film));
    }

    @ParameterizedTest
    @CsvSource({"libmp3lame, mp3", "flac, flac", "libopus, ogg", "pcm_s16le, wav", "aac, m4a"})
    void taggedSound(String codec, String extension) {
        Path sound = make("-f lavfi -i sine=f=440:r=48000:d=2 -bitexact -c:a " + codec, extension);
        Map<Integer, StreamHash> hashes = hashes(sound);

        assertThat(hashes).hasSize(1);
        assertThat(hashes(copy(sound, "-i SOURCE -metadata title=Title -metadata artist=Artist", extension)))
                .isEqualTo(hashes);
    }

    @ParameterizedTest
    @CsvSource({"aac, m4a", "flac, flac"})
    void coverArtChangesNothing(String codec, String extension) {
        Path sound = make("-f lavfi -i sine=f=440:r=44100:d=2 -c:a " + codec, extension);
        Path cover = make("-f lavfi -i testsrc2=s=64x64 -frames:v 1 -update 1", "png");

        Path covered =
                copy(sound, "-i SOURCE -i file:" + cover + " -map 0 -map 1 -disposition:v:0 attached_pic", extension);

        assertThat(TRANSCODER.probe(covered).video()).hasSize(1);
        assertThat(hashes(covered)).isEqualTo(hashes(sound));
    }

    @Test
    void matroskaWithOtherTags() {
        Path film = film();
        Map<Integer, StreamHash> hashes = hashes(copy(film, "-i SOURCE -map 0", "mkv"));

        assertThat(hashes).containsOnlyKeys(VIDEO, AUDIO);
        assertThat(hashes(copy(film, "-i SOURCE -map 0 -metadata title=Other -metadata:s:1 language=deu", "mkv")))
                .isEqualTo(hashes);
    }

    /** A muxer may add what the packets state. */
    @Test
    void colorsThatTheContainerRepeats() {
        Path stated = make(
                "-f lavfi -i testsrc2=s=320x180:r=25:d=0.2 -c:v libx264 -bitexact"
                        + " -vf setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv",
                "mp4");
        Path plain = Mp4Bytes.of(stated).with("colr", 1, 0, 'f', 'r', 'e', 'e').write(folder.resolve("plain"));
        Map<Integer, StreamHash> hashes = hashes(plain);

        assertThat(hashes).hasSize(1).isEqualTo(hashes(stated));
        assertThat(hashes(colored(plain, 1))).isEqualTo(hashes);
        assertThat(hashes(colored(plain, 9)).get(0)).isNotNull().isNotEqualTo(hashes.get(0));
    }

    private Path colored(Path film, int primaries) {
        byte[] box = Boxes.box("colr", Boxes.text("nclx"), Boxes.shorts(primaries, 1, 1), Boxes.octets(0));
        return Mp4Bytes.of(film).withBox("avc1", 1, box).write(folder.resolve("colors-" + primaries));
    }
}

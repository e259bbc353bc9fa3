package dev.renditions.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ladders in several codecs, and audio in several encodings. */
final class StreamingProfileFileTest {
    private static final String RUNG = "{\"shortSide\": 720, \"maxRateKbps\": 3000}";

    @TempDir
    private Path folder;

    @Test
    void audioMayHaveSeveralEncodings() {
        assertThat(profile(RUNG, "[{}, {\"codec\": \"eac3\"}, {\"channels\": 6, \"bitRateKbps\": 320}]")
                        .audio())
                .containsExactly(
                        new AudioSettings(AudioCodec.AAC, 128, 2, 48_000),
                        new AudioSettings(AudioCodec.EAC3, 384, 6, 48_000),
                        new AudioSettings(AudioCodec.AAC, 320, 6, 48_000));
    }

    @Test
    void listOfOneEncodingIsThatEncoding() {
        assertThat(profile(RUNG, "[{\"bitRateKbps\": 96}]").id())
                .isEqualTo(profile(RUNG, "{\"bitRateKbps\": 96}").id());
        assertThat(profile(RUNG, "[{}, {\"codec\": \"eac3\"}]").id())
                .isNotEqualTo(profile(RUNG, "{}").id());
    }

    @Test
    void ladderMayHaveSeveralCodecs() {
        String more = ", {\"codec\": \"hevc\", \"shortSide\": 720, \"maxRateKbps\": 2400},"
                + " {\"codec\": \"av1\", \"shortSide\": 720, \"maxRateKbps\": 2000}";

        assertThat(profile(RUNG + more, "{}").ladder())
                .extracting(VideoSettings::codec)
                .containsExactly(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            [{"codec": "eac3"}, {}] | the first encoding of the audio of 'p' must be AAC with 1 or 2 channels
            [{"channels": 6, "bitRateKbps": 320}] | the first encoding of the audio of 'p' must be AAC with 1 or 2 channels
            [{}, {"channels": 1}] | 'p' has two encodings of audio with the codec aac and at most 2 channels
            [{}, {"codec": "eac3"}, {"codec": "eac3", "bitRateKbps": 640}] | two encodings of audio with the codec eac3 and more than 2 channels
            [] | audio
            [{}, {"channels": 6}] | bitRateKbps
            [{}, {"codec": "eac3", "channels": 2}] | bitRateKbps
            [{}, {"codec": "eac3", "bitRateKbps": 96}] | bitRateKbps
            [{}, {"channels": 4}] | channels
            [{}, {"codec": "opus"}] | codec
            {"codec": "eac3"} | codec
            {"channels": 6} | channels
            """)
    void mistakesInEncodingsAreReported(String audio, String mistake) {
        assertThatThrownBy(() -> profile(RUNG, audio))
                .isInstanceOf(ProfileFileException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void codecsHaveTheSameSizes() {
        String other = RUNG + ", {\"codec\": \"hevc\", \"shortSide\": 480, \"maxRateKbps\": 2400}";

        assertThatThrownBy(() -> profile(other, "{}"))
                .hasMessageContaining("the rungs of 'p' need the same sizes in each codec: {h264=[720], hevc=[480]}");
    }

    private StreamingProfile profile(String ladder, String audio) {
        try {
            Path file = Files.writeString(folder.resolve("profiles.json"), """
                    {"profiles": [{"name": "p", "kind": "hls", "ladder": [%s], "audio": %s}]}
                    """.formatted(ladder, audio));
            Profile profile = ProfileFile.read(file).find("p").orElseThrow();
            return (StreamingProfile) profile;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

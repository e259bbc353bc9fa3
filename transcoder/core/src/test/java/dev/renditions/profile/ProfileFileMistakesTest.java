package dev.renditions.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.kind.settings.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mistakes in a file of profiles, and how they are reported. */
final class ProfileFileMistakesTest {
    @TempDir
    private Path folder;

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("""
                                {"profiles": [
                                  {"name": "Bad Name", "kind": "image", "image": {"maxWidth": 4, "qualty": 3}},
                                  {"name": "v", "kind": "video", "video": {"shortSide": 241}, "audio": {"codec": "mp3"}},
                                  {"name": "v", "kind": "audio", "audio": {"bitRateKbps": "128"}},
                                  {"name": "o", "kind": "audio", "audio": {"codec": "opus", "sampleRate": 44100}},
                                  {"name": "m", "kind": "audio", "audio": {"codec": "mp3", "bitRateKbps": 127}},
                                  {"name": "f", "kind": "audio", "audio": {"codec": "flac"}},
                                  {"name": "l", "kind": "audio", "audio": {}, "loudness": {"truePeakDb": 1, "lra": 7}},
                                  {"name": "c", "kind": "waveform", "waveform": {"color": "blue", "width": 1}},
                                  {"name": "w", "kind": "hologram"}]}
                                """))
                .isInstanceOfSatisfying(
                        ProfileFileException.class,
                        e -> assertThat(e.mistakes())
                                .anySatisfy(m -> assertThat(m).contains("profiles[0].name"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[0].image.maxWidth", "16"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[0].image", "qualty"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[1].video.shortSide"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[1].video", "maxRateKbps"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[1].audio.codec"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[2].audio.bitRateKbps"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[3].audio.sampleRate"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[4].audio.bitRateKbps"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[5].audio.codec"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[6].loudness.truePeakDb"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[6].loudness", "lra"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[7].waveform.color"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[7].waveform.width"))
                                .anySatisfy(m -> assertThat(m).contains("profiles[8].kind"))
                                .anySatisfy(m -> assertThat(m).contains("two profiles are called 'v'")));
    }

    @Test
    void malformedJsonIsReportedWithItsLine() {
        assertThatThrownBy(() -> read("{\"profiles\": [\n  {\"name\": }\n]}")).hasMessageContaining("line 2");
    }

    @Test
    void duplicateSettingIsAMistake() {
        assertThatThrownBy(() -> read("{\"profiles\": [], \"profiles\": []}")).hasMessageContaining("Duplicate");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> ProfileFile.read(folder.resolve("nowhere.json")))
                .hasMessageContaining("nowhere.json")
                .hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"codec\": \"av1\", \"preset\": \"veryfast\"|profiles[0].video.preset",
                "\"codec\": \"hevc\", \"preset\": \"8\"|profiles[0].video.preset",
                "\"preset\": \"8\"|profiles[0].video.preset",
                "\"codec\": \"av1\", \"crf\": 61|profiles[0].video.crf",
                "\"crf\": 41|profiles[0].video.crf",
                "\"codec\": \"vp9\"|profiles[0].video.codec",
                "\"x\": 1}, \"metadata\": [\"handler_name\"], \"clip\": {\"lengthSeconds\": 1|profiles[0].metadata[0]",
                "\"x\": 1}, \"clip\": {\"lengthSeconds\": 0|profiles[0].clip.lengthSeconds",
                "\"x\": 1}, \"watermark\": {\"place\": \"left\"|profiles[0].watermark.place",
            })
    void settingsThatTheCodecDoesNotSupportAreMistakes(String more, String place) {
        String json = "{\"profiles\": [{\"name\": \"p\", \"kind\": \"video\", \"audio\": {},"
                + " \"video\": {\"shortSide\": 240, \"maxRateKbps\": 300, " + more + "}}]}";
        assertThatThrownBy(() -> read(json)).hasMessageContaining(place);
    }

    @Test
    void everyUnusableWatermarkIsNamed() throws IOException {
        Files.write(folder.resolve("large.png"), new byte[Watermark.MAX_BYTES + 1]);
        assertThatThrownBy(() -> read("{\"profiles\": [" + marked("one", "nowhere.png") + ", "
                        + marked("two", "large.png") + ", " + marked("three", "nul\\u0000.png") + "]}"))
                .isInstanceOfSatisfying(
                        ProfileFileException.class,
                        e -> assertThat(e.mistakes()).hasSize(3))
                .hasMessageContaining("the watermark image of 'one' is not a file: " + folder)
                .hasMessageContaining("'two' has more than 32 MiB")
                .hasMessageContaining("'three' has an invalid path");
    }

    @Test
    void emptyFileIsReportedAsEmpty() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("it is empty");
    }

    private static String marked(String name, String file) {
        return "{\"name\": \"" + name + "\", \"kind\": \"video\", \"audio\": {}, \"video\": {\"shortSide\": 240,"
                + " \"maxRateKbps\": 300}, \"watermark\": {\"file\": \"" + file + "\"}}";
    }

    private ProfileCatalog read(String json) {
        try {
            return ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

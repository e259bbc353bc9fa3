package dev.renditions.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileFileTest {
    @TempDir
    private Path folder;

    @Test
    void builtInProfilesKeepToTheSchema() throws IOException {
        try (InputStream in = ProfileFile.class.getResourceAsStream("profiles.json")) {
            assertThat(ProfileFile.mistakes(new ObjectMapper().readTree(in))).isEmpty();
        }
        assertThat(ProfileCatalog.builtIn().names())
                .containsExactly(
                        "mp4-1080p",
                        "mp4-720p",
                        "mp4-480p",
                        "audio-mp3",
                        "audio-aac",
                        "audio-opus",
                        "poster",
                        "waveform");
    }

    @Test
    void fileAddsAndReplaces() {
        ProfileCatalog catalog = read("""
                // Comments are allowed.
                {"profiles": [
                  {"name": "poster", "kind": "image", "image": {"maxWidth": 320}},
                  {"name": "tiny", "kind": "video", "ttlDays": 7, "description": "for watches",
                   "video": {"shortSide": 240, "maxRateKbps": 300}, "audio": {"bitRateKbps": 64, "channels": 1}}]}
                """);
        assertThat(catalog.names())
                .containsExactly(
                        "mp4-1080p",
                        "mp4-720p",
                        "mp4-480p",
                        "audio-mp3",
                        "audio-aac",
                        "audio-opus",
                        "poster",
                        "waveform",
                        "tiny");
        assertThat(catalog.find("poster"))
                .contains(new ImageProfile("poster", "", Duration.ofDays(30), new ImageSettings("jpeg", 320, 3, 50)));
        assertThat(catalog.find("tiny"))
                .contains(new VideoProfile(
                        "tiny",
                        "for watches",
                        Duration.ofDays(7),
                        new VideoSettings("h264", "veryfast", 23, 240, 300, 60, 2),
                        new AudioSettings("aac", 64, 1, 48000),
                        Edits.NONE));
    }

    @Test
    void fileCanBeginFromNothing() {
        assertThat(read("{\"extends\": false, \"profiles\": [{\"name\": \"a\", \"kind\": \"audio\", \"audio\": {}}]}")
                        .names())
                .containsExactly("a");
    }

    @Test
    void orderAndSpelledOutDefaultsMakeTheSameProfile() {
        Profile brief = read("{\"profiles\": [{\"name\": \"p\", \"kind\": \"image\", \"image\": {\"maxWidth\": 99}}]}")
                .find("p")
                .orElseThrow();
        Profile full = read("{\"profiles\": [{\"image\": {\"candidates\": 50, \"maxWidth\": 99, \"quality\": 3,"
                        + " \"codec\": \"jpeg\"}, \"kind\": \"image\", \"name\": \"p\"}]}")
                .find("p")
                .orElseThrow();
        assertThat(full.id()).isEqualTo(brief.id());
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("""
                                {"profiles": [
                                  {"name": "Bad Name", "kind": "image", "image": {"maxWidth": 4, "qualty": 3}},
                                  {"name": "v", "kind": "video", "video": {"shortSide": 241}, "audio": {"codec": "opus"}},
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
    void brokenJsonSaysWhere() {
        assertThatThrownBy(() -> read("{\"profiles\": [\n  {\"name\": }\n]}")).hasMessageContaining("line 2");
    }

    @Test
    void aSettingTwiceIsAMistake() {
        assertThatThrownBy(() -> read("{\"profiles\": [], \"profiles\": []}")).hasMessageContaining("Duplicate");
    }

    @Test
    void missingFileIsSaid() {
        assertThatThrownBy(() -> ProfileFile.read(folder.resolve("nowhere.json")))
                .hasMessageContaining("nowhere.json")
                .hasMessageContaining("no such file");
    }

    /** The schema tells users which defaults there are; the reader has them. */
    @ParameterizedTest
    @CsvSource({
        "videoProfile, video, codec, preset, crf, maxFrameRate, gopSeconds",
        "mp3, audio, codec, bitRateKbps, sampleRate, ,",
        "opus, opus, bitRateKbps, sampleRate, , ,",
        "aac, aac, bitRateKbps, sampleRate, , ,",
        "loudness, loudness, integratedLufs, truePeakDb, , ,",
        "waveformProfile, waveform, width, height, color, ,",
        "imageProfile, image, codec, quality, candidates, ,"
    })
    void defaultsOfTheSchemaAreThoseOfTheReader(
            String definition, String part, String a, String b, String c, String d, String e) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode schema;
        try (InputStream in = ProfileFile.class.getResourceAsStream("profiles.schema.json")) {
            JsonNode definitions = json.readTree(in).at("/$defs/" + definition + "/properties");
            schema = definitions.has(part) ? definitions.at("/" + part + "/properties") : definitions;
        }
        Profile profile = read("""
                {"profiles": [
                  {"name": "video", "kind": "video", "video": {"shortSide": 720, "maxRateKbps": 3000}, "audio": {}},
                  {"name": "audio", "kind": "audio", "audio": {}},
                  {"name": "opus", "kind": "audio", "audio": {"codec": "opus"}},
                  {"name": "aac", "kind": "audio", "audio": {"codec": "aac"}},
                  {"name": "loudness", "kind": "audio", "audio": {}, "loudness": {}},
                  {"name": "waveform", "kind": "waveform", "waveform": {}},
                  {"name": "image", "kind": "image", "image": {"maxWidth": 1280}}]}
                """).find(part).orElseThrow();
        JsonNode all = json.readTree(profile.canonicalSettings());
        JsonNode settings = all.path(all.has(part) ? part : "audio");
        for (String name : List.of(a, b, c == null ? a : c, d == null ? a : d, e == null ? a : e)) {
            assertThat(schema.path(name).path("default").asText())
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(settings.path(name).asText().replaceFirst("\\.0$", ""));
        }
    }

    private ProfileCatalog read(String json) {
        try {
            return ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

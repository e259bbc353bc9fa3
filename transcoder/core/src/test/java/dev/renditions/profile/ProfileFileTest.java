package dev.renditions.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.kind.Profile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.image.ImageSettings;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "video, '\"video\": {\"shortSide\": 240, \"maxRateKbps\": 400}, \"audio\": {}'",
        "hls, '\"ladder\": [{\"shortSide\": 240, \"maxRateKbps\": 400}], \"audio\": {}'",
        "image, '\"image\": {\"maxWidth\": 320}'",
        "storyboard, '\"storyboard\": {}'",
        "preview, '\"preview\": {}'",
    })
    void visualProfilesMayHaveABackground(String kind, String settings) throws IOException {
        String profile = "{\"name\": \"x\", \"kind\": \"" + kind + "\", " + settings + "%s}";
        assertThat(profile(String.format(profile, "")).background()).isEqualTo(Background.WHITE);
        assertThat(profile(String.format(profile, ", \"background\": \"204060\""))
                        .background())
                .isEqualTo(new Background(0x20, 0x40, 0x60));
        assertThatThrownBy(() -> profile(String.format(profile, ", \"background\": \"blue\"")))
                .isInstanceOf(ProfileFileException.class)
                .hasMessageContaining("background");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "video|'video': {'shortSide': 360, 'maxRateKbps': 800}, 'audio': {}",
                "hls|'ladder': [{'shortSide': 360, 'maxRateKbps': 800}], 'audio': {}",
                "audio|'audio': {}",
                "image|'image': {'maxWidth': 320}",
                "storyboard|'storyboard': {}",
                "preview|'preview': {}",
                "waveform|'waveform': {}",
                "captions|'description': 'x'",
            },
            quoteCharacter = '"')
    void profilesOfEveryKindMayRefuseDamage(String kind, String settings) throws IOException {
        String profile = ("{'name': 'x', 'kind': '" + kind + "', " + settings + "%s}").replace('\'', '"');
        assertThat(profile(String.format(profile, "")).strict()).isFalse();
        assertThat(profile(String.format(profile, ", \"strict\": true")).strict())
                .isTrue();
        assertThatThrownBy(() -> profile(String.format(profile, ", \"strict\": \"yes\"")))
                .isInstanceOf(ProfileFileException.class)
                .hasMessageContaining("strict");
    }

    private Profile profile(String profile) throws IOException {
        Path file = Files.writeString(folder.resolve("one.json"), "{\"profiles\": [" + profile + "]}");
        return ProfileFile.read(file).find("x").orElseThrow();
    }

    @Test
    void builtInProfilesMatchTheSchema() throws IOException {
        try (InputStream in = ProfileFile.class.getResourceAsStream("profiles.json")) {
            assertThat(ProfileFile.mistakes(new ObjectMapper().readTree(in))).isEmpty();
        }
        assertThat(ProfileCatalog.builtIn().names())
                .startsWith("mp4-1080p", "mp4-720p", "mp4-480p", "mp4-360p")
                .contains("hevc-1080p", "hevc-720p", "av1-1080p", "av1-720p", "audio-mp3", "poster");
    }

    @Test
    void fileAddsAndReplacesProfiles() {
        ProfileCatalog catalog = read("""
                // Comments are allowed.
                {"profiles": [
                  {"name": "poster", "kind": "image", "image": {"maxWidth": 320}},
                  {"name": "tiny", "kind": "video", "ttlDays": 7, "description": "for watches",
                   "video": {"shortSide": 240, "maxRateKbps": 300}, "audio": {"bitRateKbps": 64, "channels": 1}}]}
                """);
        assertThat(catalog.names())
                .startsWith(ProfileCatalog.builtIn().names().toArray(String[]::new))
                .endsWith("tiny");
        assertThat(catalog.find("poster"))
                .contains(new ImageProfile("poster", "", Duration.ofDays(30), new ImageSettings("jpeg", 320, 3, 50)));
        assertThat(catalog.find("tiny"))
                .contains(new VideoProfile(
                        "tiny",
                        "for watches",
                        Duration.ofDays(7),
                        new VideoSettings(VideoCodec.H264, "veryfast", 23, 240, 300, 60, 2),
                        new AudioSettings(AudioCodec.AAC, 64, 1, 48000),
                        Edits.NONE));
    }

    @Test
    void fileCanLeaveOutTheBuiltInProfiles() {
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

    /** JSON has one type of number. The schema accepts these, so the reader must. */
    @ParameterizedTest
    @CsvSource({"bitRateKbps, 128.0", "bitRateKbps, 1.28e2", "sampleRate, 4.8e4", "channels, 2.0"})
    void wholeNumbersMayBeWrittenAsDecimals(String setting, String number) throws IOException {
        String profile = "{\"name\": \"x\", \"kind\": \"audio\", \"audio\": {%s}}";

        assertThat(profile(profile.formatted("\"" + setting + "\": " + number)))
                .isEqualTo(profile(profile.formatted("")));
    }

    /** The schema documents the defaults, and the reader applies them. */
    @ParameterizedTest
    @CsvSource({
        "/$defs/videoSettings/properties, h264, video, codec maxFrameRate gopSeconds",
        "/$defs/h264/properties, h264, video, preset crf",
        "/$defs/hevc/properties, hevc, video, preset crf",
        "/$defs/av1/properties, av1, video, preset crf",
        "/$defs/videoAudio/properties, h264, audio, codec sampleRate",
        "/$defs/mp3/properties, audio, audio, codec bitRateKbps sampleRate",
        "/$defs/opus/properties, opus, audio, bitRateKbps sampleRate",
        "/$defs/aac/properties, aac, audio, bitRateKbps sampleRate",
        "/$defs/loudness/properties, loudness, loudness, integratedLufs truePeakDb",
        "/$defs/waveformProfile/properties/waveform/properties, waveform, waveform, width height color",
        "/$defs/imageProfile/properties/image/properties, image, image, codec quality candidates",
        "/$defs/watermark/properties, h264, watermark, opacity widthPercent marginPercent",
        "/$defs/storyboardProfile/properties/storyboard/properties, storyboard, storyboard, tiles columns tileWidth quality",
        "/$defs/previewProfile/properties/preview/properties, preview, preview, width frameRate seconds quality",
    })
    void defaultsOfTheSchemaAreThoseOfTheReader(String pointer, String name, String part, String settings)
            throws IOException {
        Files.write(folder.resolve("mark.png"), new byte[] {1});
        ObjectMapper json = new ObjectMapper();
        JsonNode schema;
        try (InputStream in = ProfileFile.class.getResourceAsStream("profiles.schema.json")) {
            schema = json.readTree(in).at(pointer);
        }
        Profile profile = read("""
                {"profiles": [
                  {"name": "h264", "kind": "video", "video": {"shortSide": 720, "maxRateKbps": 3000}, "audio": {},
                   "watermark": {"file": "mark.png"}},
                  {"name": "hevc", "kind": "video", "video": {"codec": "hevc", "shortSide": 720, "maxRateKbps": 3000},
                   "audio": {}},
                  {"name": "av1", "kind": "video", "video": {"codec": "av1", "shortSide": 720, "maxRateKbps": 3000},
                   "audio": {}},
                  {"name": "audio", "kind": "audio", "audio": {}},
                  {"name": "opus", "kind": "audio", "audio": {"codec": "opus"}},
                  {"name": "aac", "kind": "audio", "audio": {"codec": "aac"}},
                  {"name": "loudness", "kind": "audio", "audio": {}, "loudness": {}},
                  {"name": "waveform", "kind": "waveform", "waveform": {}},
                  {"name": "image", "kind": "image", "image": {"maxWidth": 1280}},
                  {"name": "storyboard", "kind": "storyboard"},
                  {"name": "preview", "kind": "preview", "preview": {}}]}
                """).find(name).orElseThrow();
        JsonNode read = json.readTree(profile.canonicalSettings()).path(part);
        for (String setting : settings.split(" ")) {
            assertThat(schema.path(setting).path("default").asText())
                    .as(setting)
                    .isNotEmpty()
                    .isEqualTo(number(read.path(setting)));
        }
    }

    private static String number(JsonNode value) {
        return value.isNumber() && value.asDouble() == value.asInt() ? String.valueOf(value.asInt()) : value.asText();
    }

    @Test
    void editsAreReadAndPartOfTheFingerprint() throws IOException {
        Files.write(folder.resolve("mark.png"), new byte[] {1});
        String plain = "{\"profiles\": [{\"name\": \"p\", \"kind\": \"video\","
                + " \"video\": {\"shortSide\": 240, \"maxRateKbps\": 300}, \"audio\": {}%s}]}";
        String edits = ", \"clip\": {\"startSeconds\": 1.5, \"lengthSeconds\": 10},"
                + " \"watermark\": {\"file\": \"mark.png\", \"place\": \"top-left\", \"opacity\": 0.5},"
                + " \"metadata\": [\"title\", \"artist\"]";

        VideoProfile read =
                (VideoProfile) read(plain.formatted(edits)).find("p").orElseThrow();

        assertThat(read.edits().clip()).contains(new Clip(Duration.ofMillis(1500), Duration.ofSeconds(10)));
        assertThat(read.edits().metadata()).containsExactly("artist", "title");
        assertThat(read.edits().watermark().orElseThrow().file())
                .isEqualTo(folder.resolve("mark.png").toAbsolutePath());
        String before = read.id().fingerprint();
        assertThat(before).isNotEqualTo(id(plain.formatted("")));
        Files.write(folder.resolve("mark.png"), new byte[] {2});
        assertThat(id(plain.formatted(edits)))
                .as("with another image in the file")
                .isNotEqualTo(before);
    }

    private String id(String json) {
        return read(json).find("p").orElseThrow().id().fingerprint();
    }

    private ProfileCatalog read(String json) {
        try {
            return ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.renditions.store;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Manifest;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestCodecTest {
    private static final URI ROOT = URI.create("s3://bucket/out/");

    private static final RenditionTrack VIDEO =
            new RenditionTrack(new TrackId(TrackKind.VIDEO, "ab".repeat(32)), "video.mp4", Duration.ofMillis(2500));
    private static final RenditionTrack AUDIO =
            new RenditionTrack(new TrackId(TrackKind.AUDIO, "cd".repeat(32)), "extra/notes_1.txt", Duration.ZERO);

    private Manifest manifest;
    private String json;

    @BeforeEach
    void write(@TempDir Path scratch) {
        manifest = SampleRendition.of(KEY, "first", scratch).manifest();
        json = new String(ManifestCodec.write(manifest), UTF_8);
    }

    @Test
    void writtenBytesAreThoseOfTheGoldenFile() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("rendition-v1.json")) {
            assertThat(json).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    void manifestIsReadBackEqual() {
        assertThat(read(json).manifest()).isEqualTo(manifest);
        assertThat(read(json)).isEqualTo(RenditionLayout.stored(ROOT, manifest));
    }

    @Test
    void subtitlesAreReadBackEqualAndTheirFlagsWrittenOnlyWhereTheyAreSet() {
        TextStream plain = new TextStream(2, "subrip", "en", false, TextFlags.NONE);
        TextStream flagged = new TextStream(3, "ass", "", false, new TextFlags(true, true, true));
        MediaInfo media = new MediaInfo("matroska", Optional.empty(), List.of(), List.of(), List.of(plain, flagged), 0);
        assertReadBackEqual(Duration.ZERO, media, Instant.EPOCH);

        MediaInfo one = new MediaInfo("matroska", Optional.empty(), List.of(), List.of(), List.of(plain), 0);
        Manifest other = new Manifest(KEY, manifest.files(), Duration.ZERO, "ffmpeg 8.1.2", one, Instant.EPOCH);
        assertThat(new String(ManifestCodec.write(other), UTF_8)).doesNotContain("forced", "hearingImpaired");
    }

    @Test
    void stillWithoutDurationOrStreamsIsReadBackEqual() {
        MediaInfo bare = new MediaInfo("image2", Optional.empty(), List.of(), List.of(), List.of(), 0);
        assertReadBackEqual(Duration.ZERO, bare, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 999_999_999, 1_000_000_000, 100_000_000_000L, 86_400_000_000_001L})
    void timesKeepTheirNanoseconds(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        MediaInfo media = new MediaInfo("mp3", Optional.of(time), List.of(), List.of(), List.of(), 0);
        assertReadBackEqual(time, media, Instant.EPOCH.plusNanos(nanos));
    }

    @Test
    void unknownFieldsAreIgnored() {
        String extended = json.replace("\"v\" : 1,", "\"v\" : 1, \"new\" : {\"a\" : [1]},")
                .replace("\"codec\" : \"aac\",", "\"codec\" : \"aac\", \"timbre\" : \"warm\",");

        assertThat(extended).hasSizeGreaterThan(json.length() + 30);
        assertThat(read(extended).manifest()).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"warnings\" : null",
                "\"warnings\" : [ ]",
                "\"path\" : 7",
                "\"profile\" : [ ]",
                "\"engine\" : \"ffmpeg 8.1.2\"",
            })
    void optionalMembersMayBeNullAndDerivedOnesAreIgnored(String member) {
        assertThat(read(json.replace("\"createdAt\"", member + ", \"createdAt\""))
                        .manifest())
                .isEqualTo(manifest);
    }

    private Manifest withTracks(RenditionTrack... tracks) {
        return new Manifest(
                KEY,
                manifest.files(),
                manifest.encodeTime(),
                manifest.engine(),
                manifest.media(),
                manifest.createdAt(),
                manifest.warnings(),
                List.of(tracks));
    }

    @Test
    void tracksAreWrittenLastAndReadBackEqual() {
        Manifest with = withTracks(VIDEO, AUDIO);
        String text = new String(ManifestCodec.write(with), UTF_8);

        assertThat(text).startsWith(json.substring(0, json.length() - 3)).endsWith("""
                          "tracks" : [ {
                            "id" : "%s",
                            "file" : "video.mp4",
                            "seconds" : 2.5
                          }, {
                            "id" : "%s",
                            "file" : "extra/notes_1.txt",
                            "seconds" : 0
                          } ]
                        }
                        """.formatted(
                        VIDEO.id(), AUDIO.id()));
        assertThat(read(text).manifest()).isEqualTo(with);
        assertThat(read(text).location()).isEqualTo(read(json).location());
        assertThat(with.track(VIDEO.id())).contains(VIDEO);
        assertThat(manifest.track(VIDEO.id())).isEmpty();
    }

    @Test
    void engineOfATrackIsWrittenIfItIsNotThatOfTheRendition() {
        RenditionTrack older =
                new RenditionTrack(VIDEO.id(), VIDEO.file(), VIDEO.encodeTime(), Optional.of("ffmpeg 7.0"));
        RenditionTrack same =
                new RenditionTrack(AUDIO.id(), AUDIO.file(), AUDIO.encodeTime(), Optional.of(manifest.engine()));
        Manifest with = withTracks(older, same);
        String text = new String(ManifestCodec.write(with), UTF_8);

        assertThat(text.substring(text.indexOf("\"tracks\"")))
                .containsOnlyOnce("\"engine\"")
                .contains("\"seconds\" : 2.5,\n    \"engine\" : \"ffmpeg 7.0\"\n");
        assertThat(read(text).manifest()).isEqualTo(with);
        assertThat(with.tracks()).containsExactly(older, AUDIO);
        assertThat(with.engineOf(older)).isEqualTo("ffmpeg 7.0");
        assertThat(with.engineOf(AUDIO)).isEqualTo(manifest.engine());
    }

    /** A later version may have kinds of tracks that this one does not know: its renditions stay hits. */
    @Test
    void tracksOfUnknownKindsAreIgnored() {
        String text = new String(ManifestCodec.write(withTracks(VIDEO, AUDIO)), UTF_8)
                .replace(AUDIO.id().toString(), "text-" + AUDIO.id().digest());

        assertThat(read(text).manifest()).isEqualTo(withTracks(VIDEO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"file\" : \"video.mp4\"|\"file\" : \"other.mp4\"|in a file that the rendition does not have",
                "\"file\" : \"video.mp4\"|\"file\" : \"../video.mp4\"|in a file that the rendition does not have",
                "\"seconds\" : 2.5|\"seconds\" : -1|must not be negative",
                "\"seconds\" : 2.5|\"seconds\" : \"2\"|its 'seconds' must be a number",
                "\"seconds\" : 2.5|\"seconds\" : 2.5, \"engine\" : 7|its 'engine' must be text",
                "\"id\"|\"ids\"|its 'id' must be text",
            })
    void damagedTrackIsNamed(String from, String to, String words) {
        String text = new String(ManifestCodec.write(withTracks(VIDEO)), UTF_8);
        int tracks = text.indexOf("\"tracks\"");
        String damaged = text.substring(0, tracks) + text.substring(tracks).replace(from, to);

        assertThat(damaged).isNotEqualTo(text);
        assertUnreadable(damaged, words);
    }

    @Test
    void anotherVersionIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> read(json.replace("\"v\" : 1,", "\"v\" : 2,")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NEWER_MANIFEST))
                .hasMessageContaining(RenditionLayout.manifest(KEY))
                .hasMessageContaining("it has version 2");
        assertUnreadable(json.replace("\"v\" : 1,", "\"v\" : 0,"), "version 0 does not exist");
    }

    @Test
    void manifestOfAnotherRenditionIsAnError() {
        RenditionKey other = new RenditionKey(KEY.content(), new ProfileId("mp4-720p", "0123456789ab"));

        assertThatThrownBy(() -> ManifestCodec.read(json.getBytes(UTF_8), other, ROOT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is the manifest of " + KEY);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("\"engine\" : \"ffmpeg 8.1.2\"", "\"engine\" : 8", "its 'engine' must be text"),
                Arguments.of("\"width\" : 640", "\"width\" : \"640\"", "its 'width' must be a whole number"),
                Arguments.of("\"width\" : 640", "\"width\" : 64.5", "its 'width' must be a whole number"),
                Arguments.of("\"width\" : 640", "\"width\" : 0", "width and height must be at least 1, not 0x360"),
                Arguments.of("\"encodeSeconds\" : 1.234,", "", "its 'encodeSeconds' must be a number"),
                Arguments.of(
                        "\"encodeSeconds\" : 1.234", "\"encodeSeconds\" : -1", "the encode time must not be negative"),
                Arguments.of(
                        "\"interlaced\" : false", "\"interlaced\" : \"no\"", "its 'interlaced' must be true or false"),
                // Jackson converts these by default, or passes them on as null.
                Arguments.of("\"interlaced\" : false", "\"interlaced\" : 0", "its 'interlaced' must be true or false"),
                Arguments.of("\"channels\" : 2", "\"channels\" : \"\"", "its 'channels' must be a whole number"),
                Arguments.of("\"channels\" : 2", "\"channels\" : null", "its 'channels' must be a whole number"),
                Arguments.of("\"channels\" : 2", "\"channels\" : 4294967298", "channels"),
                Arguments.of("\"engine\" : \"ffmpeg 8.1.2\"", "\"engine\" : null", "its 'engine' must be text"),
                Arguments.of("\"engine\" : \"ffmpeg 8.1.2\"", "\"engine\" : true", "its 'engine' must be text"),
                Arguments.of(
                        "\"encodeSeconds\" : 1.234",
                        "\"encodeSeconds\" : \"1.234\"",
                        "its 'encodeSeconds' must be a number"),
                Arguments.of("\"encodeSeconds\" : 1.234", "\"encodeSeconds\" : 1e999999999", "is damaged"),
                Arguments.of(
                        "\"frameRate\" : 29.97002997002997",
                        "\"frameRate\" : \"NaN\"",
                        "its 'frameRate' must be a number"),
                Arguments.of("\"files\" : [", "\"files\" : [ null, ", "is damaged"),
                Arguments.of("\"audio\" : [", "\"audio\" : [ null, ", "is damaged"),
                Arguments.of("\"createdAt\"", "\"warnings\" : [ null ], \"createdAt\"", "is damaged"),
                Arguments.of("\"createdAt\"", "\"warnings\" : [ 1 ], \"createdAt\"", "is damaged"),
                Arguments.of("\"createdAt\"", "\"warnings\" : \"\", \"createdAt\"", "is damaged"),
                Arguments.of("\"media\" : {", "\"media\" : \"\", \"x\" : {", "its 'media' must be an object"),
                Arguments.of("\"main\" : \"", "\"main\" : \"other-", "its 'main' is not "),
                Arguments.of("\"bytes\" : 5", "\"bytes\" : 0", "must be at least 1 byte"),
                Arguments.of("2026-03-01T", "2026-03-01 ", "could not be parsed"),
                Arguments.of("\"name\" : \"video.mp4\"", "\"name\" : \"../video.mp4\"", "not a name for a file"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damagedFieldIsNamed(String from, String to, String words) {
        String damaged = json.replace(from, to);

        assertThat(damaged).isNotEqualTo(json);
        assertUnreadable(damaged, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "{}", "no json", "\"v\"", "{\"v\":1}", "{\"v\":1}{\"v\":1}"})
    void otherBytesAreAnError(String other) {
        assertUnreadable(other, "");
    }

    @Test
    void manifestCutAnywhereIsAnError() {
        for (int length = 0; length < json.length() - 2; length += 7) {
            assertUnreadable(json.substring(0, length), "");
        }
    }

    private void assertReadBackEqual(Duration encodeTime, MediaInfo media, Instant createdAt) {
        Manifest other = new Manifest(KEY, manifest.files(), encodeTime, "ffmpeg 8.1.2", media, createdAt);
        assertThat(ManifestCodec.read(ManifestCodec.write(other), KEY, ROOT).manifest())
                .isEqualTo(other);
    }

    private static void assertUnreadable(String json, String words) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.isTransient()).isFalse();
                    assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED_MANIFEST);
                })
                .hasMessageStartingWith("the manifest s3://bucket/out/" + RenditionLayout.manifest(KEY))
                .hasMessageContaining(words);
    }

    private static StoredRendition read(String json) {
        return ManifestCodec.read(json.getBytes(UTF_8), KEY, ROOT);
    }
}

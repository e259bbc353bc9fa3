package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackCodecTest {
    private static final String DIGEST = "a3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String CONTENT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final TrackId TRACK = new TrackId(TrackKind.VIDEO, DIGEST);
    private static final TrackLocation LOCATION = new TrackLocation(
            new RenditionKey(new ContentHash(CONTENT), new ProfileId("mp4-720p", "0123456789ab")), "v/video.mp4");
    private static final String GOLDEN = "{\"v\":1,\"track\":\"video-" + DIGEST + "\",\"content\":\"" + CONTENT
            + "\",\"profile\":\"mp4-720p-0123456789ab\",\"file\":\"v/video.mp4\"}";

    @Test
    void locationHasTheBytesThatOtherVersionsRead() {
        assertThat(new String(TrackCodec.encode(TRACK, LOCATION), UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void storedLocationIsRead() {
        assertThat(TrackCodec.decode(TRACK, GOLDEN.getBytes(UTF_8))).contains(LOCATION);
        assertThat(TrackCodec.decode(
                        TRACK, GOLDEN.replace("}", ",\"later\":{}}").getBytes(UTF_8)))
                .contains(LOCATION);
    }

    @Test
    void locationOfAnotherTrackIsAbsent() {
        assertThat(TrackCodec.decode(new TrackId(TrackKind.AUDIO, DIGEST), GOLDEN.getBytes(UTF_8)))
                .isEmpty();
        assertThat(TrackCodec.decode(new TrackId(TrackKind.VIDEO, CONTENT), GOLDEN.getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1|\"v\":2",
                "\"v\":1,|''",
                "\"track\"|\"tracks\"",
                "video-a3|audio-a3",
                "\"e3b0c4|\"E3b0c4",
                "\"e3b0c4|\"../0c4",
                "\"content\"|\"contents\"",
                "mp4-720p-0123456789ab|mp4-720p",
                "mp4-720p-0123456789ab|../../mp4-720p-0123456789ab",
                "\"mp4-720p-0123456789ab\"|7",
                "v/video.mp4|../video.mp4",
                "v/video.mp4|v/../../rendition.json",
                "v/video.mp4|/etc/passwd",
                "v/video.mp4|''",
                "\"v/video.mp4\"|null",
                "\"v/video.mp4\"|[\"v/video.mp4\"]",
                "}|}}",
                "}|''",
            })
    void malformedLocationIsAbsent(String part, String replacement) {
        String value = GOLDEN.replace(part, replacement);
        assertThat(value).isNotEqualTo(GOLDEN);
        assertThat(TrackCodec.decode(TRACK, value.getBytes(UTF_8))).isEmpty();
    }
}

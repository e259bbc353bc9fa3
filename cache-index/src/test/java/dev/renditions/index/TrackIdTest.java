package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackIdTest {
    private static final String DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @EnumSource
    void textIsParsed(TrackKind kind) {
        TrackId track = new TrackId(kind, DIGEST);
        assertThat(track).hasToString(kind.word() + "-" + DIGEST);
        assertThat(TrackId.parse(track.toString())).isEqualTo(track);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "video",
                "video-",
                DIGEST,
                "-" + DIGEST,
                "Video-" + DIGEST,
                "VIDEO-" + DIGEST,
                "text-" + DIGEST,
                "video-" + DIGEST + "0",
                "video-" + DIGEST + "\n",
                "video--" + DIGEST,
                "video-E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "video-../../298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void otherTextIsNotATrack(String text) {
        assertThat(TrackId.find(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TrackId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../video.mp4", "a/../b", "/video.mp4", "a//b", "a/", ".hidden", "a b", "a\\b", "a\n"})
    void locationRefusesNamesThatCouldLeaveTheFolder(String file) {
        RenditionKey rendition = Samples.freshKey();
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackLocation(rendition, file));
    }

    @Test
    void locationRefusesANameLongerThanAnyKey() {
        RenditionKey rendition = Samples.freshKey();
        assertThat(new TrackLocation(rendition, "f".repeat(1024)).file()).hasSize(1024);
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackLocation(rendition, "f".repeat(1025)));
    }
}
